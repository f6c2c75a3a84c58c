using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace FlinkZk.Benchmarks;

/// <summary>A hosted PowerShell engine with the module imported, as a user's session has it.</summary>
internal sealed class Engine : IDisposable
{
    private readonly Runspace _runspace;

    public Engine(bool import = true)
    {
        var state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows())
            state.ExecutionPolicy = Microsoft.PowerShell.ExecutionPolicy.Bypass;
        _runspace = RunspaceFactory.CreateRunspace(state);
        _runspace.Open();
        if (import)
            Run("Import-Module $args[0]", Checkout.Manifest);
    }

    public IReadOnlyList<PSObject> Run(string script, params object[] arguments)
    {
        using var shell = PowerShell.Create(_runspace);
        shell.AddScript(script);
        foreach (var argument in arguments)
            shell.AddArgument(argument);
        var output = shell.Invoke();
        return shell.HadErrors ? throw new InvalidOperationException($"{script}: {shell.Streams.Error.FirstOrDefault()}") : output;
    }

    public void Dispose() => _runspace.Dispose();
}
