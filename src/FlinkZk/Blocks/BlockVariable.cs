using System.Management.Automation;

namespace FlinkZk;

/// <summary>
/// Sets a variable where a block looks for it: in the scope of the cmdlet's caller, as ForEach-Object does with <c>$_</c>, and where the block belongs to a
/// module, in that module as well, for it does not see the caller's scope. Puts back what was there.
/// </summary>
internal sealed class BlockVariable : IDisposable
{
    private readonly List<(PSVariableIntrinsics Scope, string Name, object? Before)> _set = [];

    public BlockVariable(PSCmdlet cmdlet, ScriptBlock block, string name, object? value)
    {
        Set(cmdlet.SessionState.PSVariable, name, value);
        if (block.Module is { } module)
            Set(module.SessionState.PSVariable, name, value);
    }

    public void Dispose()
    {
        for (var i = _set.Count - 1; i >= 0; i--)
            _set[i].Scope.Set(_set[i].Name, _set[i].Before);
    }

    private void Set(PSVariableIntrinsics scope, string name, object? value)
    {
        _set.Add((scope, name, scope.GetValue(name)));
        scope.Set(name, value);
    }
}
