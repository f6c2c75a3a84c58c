using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.InteropServices;

namespace FlinkZk.Host;

/// <summary>One run of the host: opens a runspace with the module loaded, runs what was asked for, and says how it ended.</summary>
internal sealed class ScriptRunner(CommandLine commandLine)
{
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(3);

    private readonly ConsoleHost _host = new(interactive: !commandLine.NonInteractive && !Console.IsInputRedirected);
    private volatile PowerShell? _running;
    private int _signalled;

    public int Run()
    {
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Stop(context, ExitCode.Interrupted));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Stop(context, ExitCode.Terminated));

        using var runspace = OpenRunspace();
        var exitCode = Execute(runspace);
        // Closing the runspace lets the module end its sessions, so that no ephemeral node outlives the process.
        runspace.Close();
        return _signalled != 0 ? _signalled : _host.ExitCode ?? exitCode;
    }

    private Runspace OpenRunspace()
    {
        var state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows())
            state.ExecutionPolicy = Microsoft.PowerShell.ExecutionPolicy.RemoteSigned;
        if (ModuleFinder.Find(AppContext.BaseDirectory) is { } manifest)
            state.ImportPSModule(manifest);
        else
            _host.UI.WriteWarningLine($"FlinkZk.psd1 is neither in {AppContext.BaseDirectory} nor above it: the module is not loaded.");
        var runspace = RunspaceFactory.CreateRunspace(_host, state);
        runspace.Open();
        return runspace;
    }

    private int Execute(Runspace runspace)
    {
        switch (commandLine.Mode)
        {
            case HostMode.File when !File.Exists(commandLine.Script):
                Console.Error.WriteLine($"The script '{commandLine.Script}' does not exist. For the usage: --help");
                return ExitCode.BadCommandLine;
            case HostMode.File:
                return RunFile(runspace);
            case HostMode.Command:
                return RunText(runspace, commandLine.Script);
            case HostMode.Interactive when Console.IsInputRedirected:
                return RunText(runspace, Console.In.ReadToEnd());
            default:
                new Prompt(_host, text => RunText(runspace, text), () => _signalled = 0).Loop();
                return ExitCode.Success;
        }
    }

    private int RunFile(Runspace runspace)
    {
        var call = ScriptText.Call(Path.GetFullPath(commandLine.Script), commandLine.Arguments);
        // A script's own exit fails the call and leaves its number; after a normal end it is 0, whatever ran last in the script.
        return Invoke(runspace, call) is { } succeeded ? succeeded ? ExitCode.Success : LastExitCode(runspace) : ExitCode.Failure;
    }

    private int RunText(Runspace runspace, string text) => Invoke(runspace, text) is true ? ExitCode.Success : ExitCode.Failure;

    /// <summary>Runs a script and shows its output and errors.</summary>
    /// <returns>Whether the last statement succeeded; null when an error ended the script.</returns>
    private bool? Invoke(Runspace runspace, string text)
    {
        using var shell = PowerShell.Create(runspace);
        shell.Commands.AddCommand(new Command(ScriptText.WithStatus(text), isScript: true, useLocalScope: false));
        // Errors go the way of the output to Out-Default, as in pwsh: it formats them, in their place among the output.
        shell.Commands.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        shell.AddCommand("Out-Default");
        runspace.SessionStateProxy.SetVariable(ScriptText.StatusVariable, true);
        _running = shell;
        try
        {
            if (_signalled != 0)
                return null;
            shell.Invoke(input: null, new PSInvocationSettings { AddToHistory = false });
            return runspace.SessionStateProxy.GetVariable(ScriptText.StatusVariable) is not false;
        }
        catch (PipelineStoppedException)
        {
            return null;
        }
        catch (RuntimeException e)
        {
            ShowError(runspace, e.ErrorRecord);
            return null;
        }
        finally
        {
            _running = null;
        }
    }

    private static int LastExitCode(Runspace runspace) =>
        runspace.SessionStateProxy.GetVariable("LASTEXITCODE") is int exitCode ? exitCode : ExitCode.Success;

    /// <summary>Shows an error that ended the script, as Out-Default shows one that did not.</summary>
    private static void ShowError(Runspace runspace, ErrorRecord error)
    {
        using var shell = PowerShell.Create(runspace);
        var item = PSObject.AsPSObject(error);
        // How pwsh marks an error record that is to be written to the error stream, not printed as an object.
        item.Properties.Add(new PSNoteProperty("writeErrorStream", true));
        shell.AddCommand("Out-Default").AddParameter("InputObject", item);
        shell.Invoke();
    }

    private void Stop(PosixSignalContext context, int exitCode)
    {
        // A script that blocks in a .NET call cannot be stopped: a second signal ends the process, and SIGTERM waits only so long.
        var again = Interlocked.Exchange(ref _signalled, exitCode) != 0;
        context.Cancel = !again;
        if (again)
            return;
        _ = _running?.BeginStop(callback: null, state: null);
        if (exitCode == ExitCode.Terminated)
            _ = Task.Delay(StopDeadline).ContinueWith(_ => Environment.Exit(exitCode), TaskScheduler.Default);
    }
}
