using System.Net.Sockets;
using System.Text;
using FlinkZk.Server.Members;
using FlinkZk.Server.Memory;
using FlinkZk.Server.Pipeline;
using FlinkZk.Wire;

namespace FlinkZk.Server.Ensemble;

/// <summary>How it starts: its members take their ports, and the configuration says so.</summary>
public sealed partial class ZkEnsemble
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);

    // In name only: members do not talk to each other. But who reads a configuration wants two ports, and different ones.
    private const int FirstQuorumPort = 2887;
    private const int FirstElectionPort = 3887;

    private async Task BeginAsync(int size, CancellationToken cancellationToken)
    {
        var known = ReadConfiguration();
        _membership.Begin(known);
        // One by one: when a port cannot be had, those before it are among the members that are stopped again.
        foreach (var server in Options.Port == 0 && known.Servers.Count == size ? known.Servers : [.. Enumerable.Range(1, size).Select(NewServer)])
            _members = [.. _members, Bind(server)];
        var configuration = new EnsembleConfiguration(_members.Select(member => member.Description), known.Version);

        _core.Pause();
        _core.Start(failed: CloseConnections);
        await WriteConfigurationAsync(configuration, cancellationToken).ConfigureAwait(false);
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await SettleAsync().ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    private EnsembleConfiguration ReadConfiguration()
    {
        try
        {
            return EnsembleConfiguration.Parse(Encoding.UTF8.GetString(_core.Database.Tree.Find(EnsembleConfiguration.Path)!.Data));
        }
        catch (Exception e) when (e is FormatException or WireFormatException)
        {
            return EnsembleConfiguration.None; // a server alone has had this folder
        }
    }

    private EnsembleServer NewServer(int id) =>
        new(id, Host, FirstQuorumPort + id, FirstElectionPort + id, IsObserver: false, null, Options.Port == 0 ? 0 : Options.Port + id - 1);

    // Only the port is taken from a folder: which address is opened to the world is for the options to say, not for data that may come from elsewhere.
    private ZkEnsembleMember Bind(EnsembleServer server)
    {
        var member = NewMember(server with { ClientHost = null });
        try
        {
            member.Bind();
            return member;
        }
        catch (SocketException) when (Options.Port == 0 && server.ClientPort != 0)
        {
            return Bind(server with { ClientPort = 0 }); // another has it now
        }
    }

    private ZkEnsembleMember NewMember(EnsembleServer server)
    {
        var endPoint = server.EndPoint(Options.Address);
        var secure = Options.SecurePort is > 0 and var first ? first + server.Id - 1 : Options.SecurePort;
        var metrics = Options.Metrics is { Port: > 0 } shown ? new(shown.Address, shown.Port + server.Id - 1) : Options.Metrics;
        return new(this, _core, server, Options with { Address = endPoint.Address, Port = endPoint.Port, SecurePort = secure, Metrics = metrics });
    }


    private string Host => Options.Address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{Options.Address}]" : Options.Address.ToString();

    // Through the log, as any other write: the next start finds it.
    private async Task WriteConfigurationAsync(EnsembleConfiguration configuration, CancellationToken cancellationToken)
    {
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (configuration.HasSameServers(_membership.Current))
            written.SetResult();
        else
        {
            _membership.Changed = _ => written.TrySetResult();
            await _core.Prepare.SubmitAsync(NewRequest(configuration)).ConfigureAwait(false);
        }
        // A full disk takes no write: the ensemble serves reads all the same. Full memory takes this one.
        while (!written.Task.IsCompleted && _core.Failure is null or MemoryFullException)
            await Task.WhenAny(written.Task, Task.Delay(Glance, TimeProvider.System, cancellationToken)).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        if (!written.Task.IsCompleted)
            _membership.Begin(configuration);
        _membership.Changed = changed => _ = ReconcileAsync();
    }

    private Request NewRequest(EnsembleConfiguration configuration)
    {
        var request = Request.Rent(null, sessionId: 0, xid: 0, _core.Operations[OpCode.Reconfig], [], Options.TimeProvider.GetTimestamp());
        var writer = new JuteWriter(request.Body);
        new ReconfigRequest(null, null, configuration.ToString(), -1).Write(ref writer);
        return request;
    }
}
