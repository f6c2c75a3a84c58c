using System.Threading.Channels;
using FlinkZk.Server.Access;
using FlinkZk.Server.Diagnostics;
using FlinkZk.Server.Log;
using FlinkZk.Server.Members;
using FlinkZk.Server.Memory;
using FlinkZk.Server.Operations;
using FlinkZk.Server.Options;
using FlinkZk.Server.Pipeline;
using FlinkZk.Server.Sessions;
using FlinkZk.Server.State;
using FlinkZk.Server.Storage;
using FlinkZk.Wire;

namespace FlinkZk.Server.Core;

/// <summary>
/// What a server is behind its ports: the database, its sessions and the stages that a write goes through, each with one owner. Prepare
/// judges it, the log makes it safe, Apply carries it out and answers. Front ends bring the clients: one for a server alone, several
/// for an ensemble.
/// </summary>
internal sealed class ServerCore : IAsyncDisposable
{
    private readonly ServerStorage _storage;
    private readonly Sweeper _sweeper;
    private readonly MemoryTrim _trim;

    /// <summary>Brings the state back from where <paramref name="open"/> says that it is kept.</summary>
    public ServerCore(ZkServerOptions options, Func<Database, Apply, ServerStorage> open, Membership? membership = null)
    {
        Options = options;
        Memory = new(options);
        Database.Watches.Most = () => Memory.WatchesBeside(Database.Tree.Size);
        Room = new(Memory.State, () => Database.Size, options.Events, options.TimeProvider);
        Guesses = new(options.TimeProvider);
        Faults = new(options.Events, options.TimeProvider);
        _trim = new(options.TimeProvider, Room);
        Operations = new(membership, Memory);
        Sessions = new(options, EndSession);
        Apply = new(Database, Operations, Sessions);
        _storage = open(Database, Apply);
        Sessions.Restore(Database.Sessions.Values);
        Prepare = new(Database, Sessions, Room, _storage.Log, Apply.Refuse, options);
        _sweeper = new(Database, Operations[OpCode.DeleteContainer], Prepare.SubmitAsync, options);
    }

    public ZkServerOptions Options { get; }

    public ServerMemory Memory { get; }

    /// <summary>The room for what clients store.</summary>
    public StateRoom Room { get; }

    public GuessBrake Guesses { get; }

    public ClientFaults Faults { get; }

    public Database Database { get; } = new();

    public OperationTable Operations { get; }

    public SessionTable Sessions { get; }

    public Apply Apply { get; }

    public Prepare Prepare { get; }

    public ServerStorage Storage => _storage;

    /// <summary>What was found in the data folder; null in memory.</summary>
    public ZkServerRecovery? Recovery => _storage.Recovery;

    /// <summary>Why the last snapshot could not be taken; null if it could.</summary>
    public Exception? SnapshotFailure => _storage.Snapshotter?.Failure;

    /// <summary>Why writes are refused; null while they are not.</summary>
    public Exception? Failure => FinalFailure ?? (_storage.Log is { HasRoom: false, Completion.IsCompleted: false } ? DiskFull() : Room.Refusal);

    /// <summary>Why nothing can be written until the server is started anew; null while it can.</summary>
    public Exception? FinalFailure => Prepare.Failure ?? _storage.Log.Completion.Exception?.InnerException;

    /// <summary>Starts the stages. <paramref name="failed"/> hears when nothing can be written any more.</summary>
    public void Start(Action failed)
    {
        Room.Look();
        Prepare.Start();
        Sessions.Start();
        _sweeper.Start();
        _trim.Start();
        _ = TellFailureAsync(failed);
    }

    /// <summary>Ends a session as if its time were over.</summary>
    /// <exception cref="ArgumentException">No such session lives <paramref name="where"/>.</exception>
    public void ExpireSession(long sessionId, string where)
    {
        if (!Sessions.Expire(sessionId))
            throw new ArgumentException($"No session 0x{sessionId:x} lives on {where}.", nameof(sessionId));
    }

    /// <summary>Nothing happens by itself while no client could see or hinder it: no session expires, no node is swept.</summary>
    public void Pause()
    {
        Sessions.Pause();
        _sweeper.IsPaused = true;
    }

    /// <summary>Goes on, under a new leader perhaps: every session has its whole timeout again.</summary>
    public void Resume()
    {
        Sessions.Resume();
        _sweeper.IsPaused = false;
    }

    /// <summary>Takes a snapshot now, or waits for the one that is being taken.</summary>
    public Task TakeSnapshotAsync() => _storage.Snapshotter?.TakeAsync() ?? Task.CompletedTask;

    /// <summary>Writes a back-up while the stages work.</summary>
    public async ValueTask<ZkDataBackUp> BackUpAsync(string file, CancellationToken cancellationToken) => await Task.Run(() =>
    {
        using var target = NewFile.Begin(file);
        var made = BackUpFile.Write(target.Disk, target.Name, _storage.Tap, cancellationToken);
        target.Complete();
        return made with { Findings = target.Findings };
    }, cancellationToken).ConfigureAwait(false);

    /// <summary>Lets through what was accepted, then closes the log.</summary>
    public async ValueTask DisposeAsync()
    {
        await _trim.DisposeAsync().ConfigureAwait(false);
        await _sweeper.DisposeAsync().ConfigureAwait(false);
        await Sessions.DisposeAsync().ConfigureAwait(false);
        await Prepare.DisposeAsync().ConfigureAwait(false);
        await _storage.DisposeAsync().ConfigureAwait(false);
    }

    private async Task TellFailureAsync(Action failed)
    {
        // In memory there is no log to fail. One that fails says so itself.
        var log = _storage.Log.Completion;
        await (log.IsCompletedSuccessfully ? Prepare.Failed : Task.WhenAny(log, Prepare.Failed)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            if (Prepare.Failure is { } failure && !log.IsFaulted)
                Options.Events.Error(ZkServerLogEvents.LogFailed, $"Nothing can be written any more until the server is started anew: {failure.Message}", failure);
        }
        finally
        {
            if (FinalFailure is not null)
                failed();
        }
    }

    private DiskFullException DiskFull() => new(Options.DataPath ?? "its data");

    // Expiry, and tests that bring it about.
    private void EndSession(Session session)
    {
        var request = Request.Rent(null, session.Id, xid: 0, Operations[OpCode.CloseSession], [], Options.TimeProvider.GetTimestamp());
        _ = SubmitQuietlyAsync(request);
    }

    private async Task SubmitQuietlyAsync(Request request)
    {
        try
        {
            await Prepare.SubmitAsync(request).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            // The server stops: the session outlives it, or goes with it.
        }
    }
}
