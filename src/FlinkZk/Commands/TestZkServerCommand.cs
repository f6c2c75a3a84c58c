using System.Management.Automation;
using FlinkZk.Client;
using FlinkZk.Cmdlets;
using FlinkZk.Coordination;

namespace FlinkZk.Commands;

/// <summary>Asks the servers of an ensemble how they are: one object each, with what is wrong and what to do about it.</summary>
[Cmdlet(VerbsDiagnostic.Test, "ZkServer", DefaultParameterSetName = SessionSet)]
[OutputType(typeof(ServerHealth), typeof(bool))]
public sealed class TestZkServerCommand : ZkConnectCmdlet
{
    private const string SessionSet = "Session";

    /// <summary>The servers: host[:2181][,host...]. A server of Start-ZkServer can be given, or piped in.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ServerSet)]
    [ServerAddressArgument]
    [ValidateNotNullOrEmpty]
    public string[] ConnectionString { get; set; } = [];

    /// <summary>A session: all servers of its connection string are asked, encrypted as it is. Without it the runspace's last one.</summary>
    [Parameter(ValueFromPipeline = true, ParameterSetName = SessionSet)]
    [ValidateNotNull]
    public ZkSession? Session { get; set; }

    /// <summary>How long a server may take to answer.</summary>
    [Parameter]
    public Duration Timeout { get; set; } = new(TimeSpan.FromSeconds(5));

    /// <summary>Gives only whether all are well.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        if (ParameterSetName == SessionSet)
        {
            var session = Session ?? RunspaceSessions.Current.Default ?? throw SessionNotFound.NotConnected();
            Target = session;
            Test(session.Client.ConnectionString.Servers, session.Client.AskAsync);
            return;
        }
        var tls = ReadTls(FullPath);
        foreach (var text in ConnectionString)
            ForTarget(Client.ConnectionString.Masked(text), () => Test(Servers(text), (server, word, token) => ServerQuestion.AskAsync(server, word, tls, token)));
    }

    private static IReadOnlyList<ServerAddress> Servers(string text)
    {
        try
        {
            return Client.ConnectionString.Parse(text).Servers;
        }
        catch (FormatException e)
        {
            throw new FlinkZkException("InvalidConnectionString", ErrorCategory.InvalidArgument, e.Message, innerException: e);
        }
    }

    private void Test(IReadOnlyList<ServerAddress> servers, Func<ServerAddress, string, CancellationToken, Task<string>> ask)
    {
        var found = Wait(async token => await HealthCheck.RunAsync(servers, ask, Timeout, token).ConfigureAwait(false));
        foreach (var server in found.Where(server => server.RefusedWords.Count > 0))
            WriteVerbose($"{server.Server} does not answer {string.Join(", ", server.RefusedWords)}: 4lw.commands.whitelist in its zoo.cfg decides. Figures of theirs are missing.");
        if (Quiet)
            WriteObject(found.All(server => server.IsHealthy));
        else
            WriteObject(found, enumerateCollection: true);
    }
}
