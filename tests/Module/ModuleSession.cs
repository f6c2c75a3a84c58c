using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;

namespace FlinkZk.Module.Tests;

/// <summary>An engine with the built module imported from its manifest, in which a test does what a user types.</summary>
internal sealed class ModuleSession : IDisposable
{
    // Which module has a command the engine finds out once a process, and runspaces that ask at the same moment may be told that none has it.
    private static readonly Lazy<bool> Discovered = new(() =>
    {
        using var shell = PowerShell.Create(InitialSessionState.CreateDefault2());
        return shell.AddScript("Get-Command Wait-Event, Get-Item, Get-Content, Start-ThreadJob").Invoke().Count > 0;
    });

    private readonly Runspace _runspace;

    public ModuleSession(PSHost? host = null)
    {
        _ = Discovered.Value;
        var state = InitialSessionState.CreateDefault2();
        state.ImportPSModule(Repository.Manifest);
        // A failed import would otherwise show only as an unknown command.
        state.ThrowOnRunspaceOpenError = true;
        _runspace = host is null ? RunspaceFactory.CreateRunspace(state) : RunspaceFactory.CreateRunspace(host, state);
        _runspace.Open();
    }

    /// <summary>A session with an embedded server, which the default session is then.</summary>
    public static ModuleSession Embedded()
    {
        var session = new ModuleSession();
        session.Run("Connect-Zk -Embedded");
        return session;
    }

    /// <summary>Runs a script and gives its output; an error fails the test.</summary>
    public IReadOnlyList<PSObject> Run(string script, params object[] arguments)
    {
        var (output, errors) = RunWithErrors(script, arguments);
        Assert.True(errors.Count == 0, string.Join('\n', errors.Select(error => error.ToString())));
        return output;
    }

    /// <summary>Runs a script that gives one object.</summary>
    public PSObject One(string script, params object[] arguments) => Assert.Single(Run(script, arguments));

    /// <summary>Runs a script that gives one value.</summary>
    public T One<T>(string script, params object[] arguments) => (T)One(script, arguments).BaseObject;

    /// <summary>Runs a script that gives values.</summary>
    public T[] All<T>(string script, params object[] arguments) => [.. Run(script, arguments).Select(item => (T)item.BaseObject)];

    /// <summary>Runs a script that makes one error, whether or not that ends it.</summary>
    public ErrorRecord Error(string script, params object[] arguments) => Assert.Single(RunWithErrors(script, arguments).Errors);

    /// <summary>Runs a script and gives output and errors.</summary>
    public (IReadOnlyList<PSObject> Output, IReadOnlyList<ErrorRecord> Errors) RunWithErrors(string script, params object[] arguments)
    {
        using var shell = Shell(script, arguments);
        var output = new PSDataCollection<PSObject>();
        try
        {
            shell.Invoke(input: null, output);
        }
        catch (RuntimeException e)
        {
            shell.Streams.Error.Add(e.ErrorRecord);
        }
        return ([.. output], [.. shell.Streams.Error]);
    }

    /// <summary>A script that is ready to run; its streams can be read while it does.</summary>
    public PowerShell Shell(string script, params object[] arguments)
    {
        var shell = PowerShell.Create(_runspace).AddScript(script);
        foreach (var argument in arguments)
            shell.AddArgument(argument);
        return shell;
    }

    /// <summary>What Tab offers at the end of a line.</summary>
    public string[] Complete(string line)
    {
        using var shell = PowerShell.Create(_runspace);
        return [.. CommandCompletion.CompleteInput(line, line.Length, options: null, shell).CompletionMatches.Select(match => match.CompletionText)];
    }

    public void Dispose() => _runspace.Dispose();
}
