using System.Management.Automation;

namespace FlinkZk;

/// <summary>
/// Sets <c>$_</c> where a block looks for it: in the scope of the cmdlet's caller, as ForEach-Object does, and where the block belongs to a module, in
/// that module as well, for it does not see the caller's scope. Puts back what was there.
/// </summary>
internal sealed class Underscore : IDisposable
{
    private const string Name = "_";
    private readonly List<(PSVariableIntrinsics Scope, object? Before)> _set = [];

    public Underscore(PSCmdlet cmdlet, ScriptBlock block, object? value)
    {
        Set(cmdlet.SessionState.PSVariable, value);
        if (block.Module is { } module)
            Set(module.SessionState.PSVariable, value);
    }

    public void Dispose()
    {
        for (var i = _set.Count - 1; i >= 0; i--)
            _set[i].Scope.Set(Name, _set[i].Before);
    }

    private void Set(PSVariableIntrinsics scope, object? value)
    {
        _set.Add((scope, scope.GetValue(Name)));
        scope.Set(Name, value);
    }
}
