using System.Management.Automation;

namespace FlinkZk;

/// <summary>
/// Runs a script block inside a cmdlet, in the caller's scope and on its thread, in such a way that it alone can be stopped. Output and errors go on
/// as they come.
/// </summary>
internal sealed class ScriptBlockRun(Cmdlet cmdlet, ScriptBlock block) : IDisposable
{
    private readonly PowerShell _shell = PowerShell.Create(RunspaceMode.CurrentRunspace);

    public void Invoke(object input)
    {
        // ForEach-Object gives the block its $_ and leaves it in the scope of the caller, as a block after any cmdlet is.
        _shell.AddCommand(@"Microsoft.PowerShell.Core\ForEach-Object").AddParameter("Process", block).AddParameter("InputObject", input);
        using var output = new PSDataCollection<PSObject>();
        output.DataAdded += (_, _) =>
        {
            foreach (var item in output.ReadAll())
                cmdlet.WriteObject(item);
        };
        _shell.Streams.Error.DataAdded += (_, _) =>
        {
            foreach (var error in _shell.Streams.Error.ReadAll())
                cmdlet.WriteError(error);
        };
        _shell.Invoke(input: null, output);
    }

    public void Stop() => _ = Task.Run(() => _shell.BeginStop(callback: null, state: null));

    public void Dispose() => _shell.Dispose();
}
