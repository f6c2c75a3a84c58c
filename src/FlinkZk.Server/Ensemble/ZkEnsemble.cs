using System.Net.Sockets;
using FlinkZk.Server.Core;
using FlinkZk.Server.Errors;
using FlinkZk.Server.Members;
using FlinkZk.Server.Options;
using FlinkZk.Server.State;
using FlinkZk.Server.Storage;

namespace FlinkZk.Server.Ensemble;

/// <summary>
/// An ensemble in one process: several members, each with a port of its own, in front of one database and one log. Members can be
/// stopped, started, cut off and let back one by one, and clients see what an ensemble of Java's shows them: failover, read-only
/// servers, moved sessions, reconfiguration. Nothing is copied between members, so nothing can go wrong between them: it is made for
/// tests and for trying things out, and no more available than the one process.
/// </summary>
public sealed partial class ZkEnsemble : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Membership _membership = new();
    private readonly ServerCore _core;
    private volatile ZkEnsembleMember[] _members = []; // gate writes
    private ZkEnsembleMember? _leader;                 // gate
    private volatile bool _isStopped;                  // gate writes
    private Task? _stopping;

    private ZkEnsemble(ZkServerOptions options)
    {
        Options = options;
        _membership.IsInTouch = id => Array.Find(_members, member => member.Id == id) is { IsInTouch: true };
        _core = new(options, (database, apply) => ServerStorage.Open(options, database, apply), _membership);
    }

    /// <summary>What it was started with; the port is that of the first member.</summary>
    public ZkServerOptions Options { get; }

    /// <summary>The members by number; those that reconfiguration has removed are not among them.</summary>
    public IReadOnlyList<ZkEnsembleMember> Members => _members;

    /// <summary>Who leads; null while there is no majority.</summary>
    public ZkEnsembleMember? Leader => Array.Find(_members, member => member.State == ZkMemberState.Leader);

    /// <summary>All members, as a client wants them: <c>127.0.0.1:2181,127.0.0.1:2182,...</c></summary>
    public string ConnectionString => string.Join(',', _members.Select(member => member.ConnectionString));

    /// <summary>Why writes are refused, while reads still work; null while all is well.</summary>
    public Exception? Failure => _core.Failure;

    /// <summary>Why nothing can be written until it is started anew; null while it can, or while what <see cref="Failure"/> says may pass.</summary>
    public Exception? FinalFailure => _core.FinalFailure;

    /// <summary>Why the last snapshot could not be taken; null if it could.</summary>
    public Exception? SnapshotFailure => _core.SnapshotFailure;

    /// <summary>What was found in the data folder; null for an ensemble in memory.</summary>
    public ZkServerRecovery? Recovery => _core.Recovery;

    /// <summary>Starts an ensemble; it has a leader when this returns.</summary>
    /// <param name="options">For all members. The first listens on their port and the others on those after it; 0 takes free ones, the same as before if a data folder tells.</param>
    /// <param name="size">How many members.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="SocketException">An address or port cannot be had.</exception>
    /// <exception cref="DataDamagedException">The data folder holds less than what was acknowledged.</exception>
    /// <exception cref="IOException">The data folder cannot be used, or another server has it.</exception>
    public static async ValueTask<ZkEnsemble> StartAsync(ZkServerOptions options, int size = 3, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, 127);
        OptionsCheck.CheckPorts(options, size);
        cancellationToken.ThrowIfCancellationRequested();
        // A long log is read for seconds: not on the caller's thread.
        var ensemble = await Task.Run(() => new ZkEnsemble(options), CancellationToken.None).ConfigureAwait(false);
        try
        {
            await ensemble.BeginAsync(size, cancellationToken).ConfigureAwait(false);
            return ensemble;
        }
        catch
        {
            await ensemble.StopAsync(CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Backs everything up into one file, while the ensemble works; as <see cref="ZkServer.BackUpAsync"/>.</summary>
    /// <param name="file">The file to make; its folder is made if need be.</param>
    /// <param name="cancellationToken">Ends it; nothing is left then.</param>
    /// <exception cref="IOException">The file exists, or cannot be written.</exception>
    /// <exception cref="InvalidOperationException">Another back-up is being made.</exception>
    public ValueTask<ZkDataBackUp> BackUpAsync(string file, CancellationToken cancellationToken = default) => _core.BackUpAsync(file, cancellationToken);

    /// <summary>Ends a session as if its time were over: its ephemeral nodes go and its connections are closed.</summary>
    /// <exception cref="ArgumentException">No such session lives here.</exception>
    public void ExpireSession(long sessionId) => _core.ExpireSession(sessionId, ConnectionString);

    /// <summary>Stops all members and closes the log: answers what was accepted, then closes all connections. Sessions do not end by it.</summary>
    /// <param name="cancellationToken">Ends the wait, not the stopping.</param>
    public async ValueTask StopAsync(CancellationToken cancellationToken = default)
    {
        var stopping = LazyInitializer.EnsureInitialized(ref _stopping, StopCoreAsync);
        await stopping!.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stops the ensemble.</summary>
    public ValueTask DisposeAsync() => StopAsync();

    /// <summary>Takes a snapshot now, or waits for the one that is being taken.</summary>
    internal Task TakeSnapshotAsync() => _core.TakeSnapshotAsync();

    /// <summary>Changes one member; who leads and who serves follows from that before this returns.</summary>
    internal async ValueTask ChangeAsync(ZkEnsembleMember member, Func<ValueTask> change, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_isStopped, this);
            if (!_members.Contains(member))
                throw new InvalidOperationException($"server.{member.Id} does not belong to the ensemble any more.");
            await change().ConfigureAwait(false);
            await SettleAsync().ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    // A reconfiguration has come into force: those that left go, those that joined come.
    private async Task ReconcileAsync()
    {
        await _gate.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_isStopped)
                return;
            var before = _members;
            _members = [.. _membership.Current.Servers.Select(server => FindSame(before, server) ?? NewMember(server))];
            foreach (var gone in before.Except(_members))
            {
                await gone.EndAsync().ConfigureAwait(false);
                gone.ReleasePorts();
            }
            foreach (var joined in _members.Except(before))
                TryBind(joined);
            await SettleAsync().ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    private ZkEnsembleMember? FindSame(ZkEnsembleMember[] members, EnsembleServer server) => Array.Find(members, member =>
        member.Id == server.Id && member.IsVoter != server.IsObserver && member.EndPoint.Equals(server.EndPoint(Options.Address)));

    private static void TryBind(ZkEnsembleMember member)
    {
        try
        {
            member.Bind();
        }
        catch (SocketException e)
        {
            member.Failure = e; // it belongs to the ensemble and does not run, as any that is stopped
        }
    }

    // Who leads and who serves, from who runs and who is in touch.
    private async ValueTask SettleAsync()
    {
        var voters = _members.Where(member => member.IsVoter).ToList();
        var inTouch = voters.Where(member => member.IsInTouch).ToList();
        var before = _leader;
        // All know the same, so the highest number wins, as in Java; a leader stays while it can.
        _leader = inTouch.Count <= voters.Count / 2 ? null : inTouch.Find(member => member == before) ?? inTouch[^1];
        if (_leader is null)
            _core.Pause();
        else if (_leader != before)
            _core.Resume();

        // Who loses the majority goes first: no two members may show different states as the newest.
        var frozen = new Lazy<Database>(() => DatabaseCopy.Of(_core.Database));
        foreach (var member in _members.OrderBy(StateOf))
            await member.EnterAsync(StateOf(member), () => frozen.Value).ConfigureAwait(false);
    }

    private ZkMemberState StateOf(ZkEnsembleMember member) =>
        !member.IsRunning ? ZkMemberState.Stopped
        : _leader is null || !member.IsInTouch ? Options.ReadOnlyMode ? ZkMemberState.ReadOnly : ZkMemberState.Looking
        : member == _leader ? ZkMemberState.Leader
        : member.IsVoter ? ZkMemberState.Follower
        : ZkMemberState.Observer;

    private void CloseConnections()
    {
        foreach (var member in _members)
            member.CloseConnections();
    }

    private async Task StopCoreAsync()
    {
        await _gate.WaitAsync().ConfigureAwait(false);
        try
        {
            _isStopped = true;
            foreach (var member in _members)
                await member.StopListeningAsync().ConfigureAwait(false);
            await _core.DisposeAsync().ConfigureAwait(false);
            foreach (var member in _members)
            {
                await member.EndAsync().ConfigureAwait(false);
                member.ReleasePorts();
            }
        }
        finally
        {
            _gate.Release();
        }
    }
}
