using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Threading.Channels;
using FlinkZk.Server.Access;
using FlinkZk.Server.Diagnostics;
using FlinkZk.Server.Pipeline;
using FlinkZk.Server.Sessions;
using FlinkZk.Wire;

namespace FlinkZk.Server.Net;

/// <summary>
/// One client's connection: receives, has its requests served, sends. The receive loop owns everything here but what is marked; there
/// is no thread of its own, only a pending receive.
/// </summary>
internal sealed class ServerConnection : IClientConnection, IDisposable
{
    // More than this waiting for the client to read, and its next requests wait, too.
    private const int ComfortableBacklog = 1024 * 1024;

    // Who has kept coming within this so often is busy: it keeps its receive buffer while it waits.
    private const int BusyAfter = 4;

    // What any connection may receive into without asking; for a larger frame arrays grow by doubling, to less than twice its size.
    private const int UsuallyReceived = 128 * 1024;
    private const int GrowsTo = 2;

    private int _receiving;
    private static readonly TimeSpan ShortWait = TimeSpan.FromMilliseconds(100);

    private readonly ServerContext _server;
    private readonly Stream _stream;
    private readonly ServerTls? _tls;
    private readonly FrameBuffer _frames;
    private readonly Outbox _outbox;
    private readonly RequestDispatcher _dispatcher;
    private readonly CancellationTokenSource _closed = new();
    private int _attachment;
    private int _isGone;
    private volatile bool _closesWhenSent;
    private ITimer? _provesUntil;
    private int _shortWaits;

    /// <summary>A connection that was accepted, encrypted with <paramref name="tls"/>; <see cref="RunAsync"/> serves it.</summary>
    public ServerConnection(ServerContext server, Stream stream, IPEndPoint remote, ServerTls? tls = null)
    {
        if (tls is not null)
            stream = new SslStream(stream);
        (_server, _stream, Remote, _tls) = (server, stream, remote, tls);
        _frames = new(server.Options.MaxFrame);
        _outbox = new(stream, server.Options.MaxWaitingBytes, server.Memory.Answers) { Ended = Close, Overflowed = CloseAsTooSlow };
        _outbox.Open();
        _dispatcher = new(server, this);
        Identities = [new(IpScheme.SchemeName, remote.Address.ToString())];
        Established = server.Options.TimeProvider.GetUtcNow();
    }

    public IPEndPoint Remote { get; }

    public DateTimeOffset Established { get; }

    /// <inheritdoc/>
    public Session? Session { get; private set; }

    /// <summary>Who the client has proved to be. Replaced as a whole, never changed, so that a request keeps those it came with.</summary>
    public IReadOnlyList<Identity> Identities { get; set; }

    /// <summary>Set once, by whoever closes first.</summary>
    public bool IsGone => Volatile.Read(ref _isGone) != 0;

    public ConnectionCounters Counters { get; } = new();

    /// <summary>The front end that it came to.</summary>
    public ServerContext Server => _server;

    /// <inheritdoc/>
    public IEntrance Entrance => _server;

    RequestStatistics IClientConnection.Statistics => _server.Statistics;

    /// <inheritdoc/>
    public bool IsMoved => Session is { } session && session.Owner != Entrance;

    /// <inheritdoc/>
    public bool IsReplaced => Session is { } session && session.Attachments != _attachment && session.Owner == Entrance;

    /// <summary>Serves the client until it goes, talks nonsense, or the server stops.</summary>
    public async Task RunAsync()
    {
        try
        {
            if (_server.Options.UnauthenticatedTimeout is { } limit)
                _provesUntil = _server.Options.TimeProvider.CreateTimer(_ => CloseUnlessProved(limit), null, limit, Timeout.InfiniteTimeSpan);
            if (await Handshake.RunAsync(_server, this, _closed.Token).ConfigureAwait(false))
                do
                    await ServeAsync().ConfigureAwait(false);
                while (!_closesWhenSent && await ReceiveAsync(_closed.Token).ConfigureAwait(false));
        }
        catch (WireFormatException e)
        {
            _server.Statistics.Count(CountedEvent.RequestRejected);
            _server.Faults.Warning(ZkServerLogEvents.BadFrame, $"{Remote} is closed, because what it sent cannot be read. {e.Message}");
        }
        catch (AuthenticationException e)
        {
            _server.Statistics.Count(CountedEvent.TlsHandshakeFailed);
            _server.Faults.Warning(ZkServerLogEvents.HandshakeFailed, $"{Remote} is closed, because it cannot be encrypted. {e.Message}");
        }
        catch (OperationCanceledException) when (!IsGone && Session is null)
        {
            _server.Statistics.Count(CountedEvent.SessionlessExpired);
            _server.Faults.Warning(ZkServerLogEvents.HandshakeFailed, $"{Remote} is closed: it asked for no session within {_server.Options.HandshakeTimeout.TotalSeconds} s.");
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException or ChannelClosedException)
        {
            // In each case only closing is left.
        }
        catch (Exception e)
        {
            // Nothing that a client sends should come to this: memory that ran out may, or a mistake of ours.
            _server.Faults.Error(ZkServerLogEvents.ConnectionFailed, $"{Remote} is closed by an error that is not its own: {e.Message}", e);
        }
        finally
        {
            _dispatcher.Leave();
            LeaveReceived();
            if (!_closesWhenSent)
                Close();
        }
    }

    /// <summary>The bytes received and not taken yet.</summary>
    public FrameBuffer Frames => _frames;

    /// <summary>Whether it is on a port for TLS.</summary>
    public bool IsSecure => _tls is not null;

    /// <summary>Whether it is on a port for TLS and not encrypted yet.</summary>
    public bool IsBeingEncrypted => _stream is SslStream { IsAuthenticated: false };

    /// <summary>Encrypts, on a port for that; a certificate that the client shows is an identity.</summary>
    /// <exception cref="AuthenticationException">It cannot be done.</exception>
    public async ValueTask SecureAsync(CancellationToken cancellationToken)
    {
        if (_stream is SslStream stream && await _tls!.AuthenticateAsync(stream, cancellationToken).ConfigureAwait(false) is { } identity)
            Identities = [.. Identities, identity];
    }

    /// <summary>Waits for more bytes.</summary>
    /// <returns>False when the client has closed.</returns>
    public async ValueTask<bool> ReceiveAsync(CancellationToken cancellationToken)
    {
        await MakeRoomAsync(cancellationToken).ConfigureAwait(false);
        var (time, began) = (_server.Options.TimeProvider, _server.Options.TimeProvider.GetTimestamp());
        if (_shortWaits < BusyAfter && _frames.Pending == 0)
        {
            // A session that only keeps its heart beating needs no buffer between two beats: a receive without one waits as well.
            _frames.Release();
            _outbox.Release();
            _dispatcher.Release();
            await _stream.ReadAsync(Memory<byte>.Empty, cancellationToken).ConfigureAwait(false);
        }
        var count = await _stream.ReadAsync(_frames.GetFree(), cancellationToken).ConfigureAwait(false);
        _frames.Advance(count);
        _server.Statistics.CountBytesReceived(count);
        _shortWaits = time.GetElapsedTime(began) > ShortWait ? 0 : Math.Min(_shortWaits + 1, BusyAfter);
        return count > 0;
    }

    // A large frame takes room before it is received, all of it at once: as many halves as there may be connections would not fit, and each would wait for the others.
    private async ValueTask MakeRoomAsync(CancellationToken cancellationToken)
    {
        var needed = _frames.Announced is > UsuallyReceived and var bytes ? GrowsTo * bytes : 0;
        if (needed == _receiving)
            return;
        LeaveReceived();
        if (needed == 0)
            return;
        var (gate, entered) = (_server.Memory.Received, _server.Memory.Received.EnterAsync(needed));
        try
        {
            await entered.WaitAsync(cancellationToken).ConfigureAwait(false);
            _receiving = needed;
        }
        catch (OperationCanceledException)
        {
            // Its turn comes all the same.
            _ = entered.ContinueWith(_ => gate.Leave(needed), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            throw;
        }
    }

    private void LeaveReceived()
    {
        if (_receiving == 0)
            return;
        _server.Memory.Received.Leave(_receiving);
        _receiving = 0;
    }

    /// <summary>Makes this the connection of a session.</summary>
    public void Attach(Session session)
    {
        _attachment = session.Attach(this);
        Session = session;
        if (IsGone)
            session.Detach(this);
    }

    /// <summary>Appends whole frames to what waits to be sent. Any thread.</summary>
    public void Append(ReadOnlySpan<byte> frames)
    {
        _server.Statistics.CountBytesSent(frames.Length);
        _outbox.Append(frames);
    }

    /// <inheritdoc/>
    public void Answer(Request request, ReadOnlySpan<byte> frame, long zxid)
    {
        var statistics = _server.Statistics;
        var latency = statistics.Answered(statistics.Updates, request.ReceivedAt, count: 1, frame.Length - Limits.LengthPrefix);
        Counters.Answered(1, zxid, request.Xid, request.Type, request.ReceivedAt + latency, latency);
        Append(frame);
    }

    /// <inheritdoc/>
    public void Flush() => _outbox.Flush();

    /// <inheritdoc/>
    public void Deliver(ReadOnlySpan<byte> frame, IReadOnlyList<Acl> acl)
    {
        if (!AccessControl.Allows(acl, Permissions.Read, Identities))
            return;
        _outbox.Append(frame);
        _server.Statistics.CountSent(1);
        Counters.CountSent(1);
        // Outside Apply it is the receive loop's own doing (setWatches), and that loop flushes.
        if (_server.Database.Gate.IsWriting)
            _server.Apply.FlushLater(this);
    }

    /// <inheritdoc/>
    public void CloseWhenSent()
    {
        _closesWhenSent = true;
        _outbox.CloseWhenSent();
    }

    /// <summary>Closes at once; the session lives on until its time is over. Any thread.</summary>
    public void Close()
    {
        if (Interlocked.Exchange(ref _isGone, 1) != 0)
            return;
        _closed.Cancel();
        _closed.Dispose();
        _provesUntil?.Dispose();
        if (Session is not null)
            _server.Statistics.Count(CountedEvent.ConnectionDropped);
        _stream.Dispose();
        _outbox.Close();
        _server.Database.Watches.RemoveAll(this);
        _server.Connections.Remove(this);
        Session?.Detach(this);
    }

    private void CloseUnlessProved(TimeSpan limit)
    {
        if (IsGone || Identities.Any(static identity => identity.Scheme != IpScheme.SchemeName))
            return;
        _server.Statistics.Count(CountedEvent.AuthenticationFailed);
        _server.Faults.Warning(ZkServerLogEvents.AuthenticationFailed, $"{Remote} is closed: it did not prove within {limit.TotalSeconds} s who it is.");
        Close();
    }

    /// <inheritdoc/>
    public void HasTooMany()
    {
        if (!IsGone)
            _server.Faults.Warning(ZkServerLogEvents.TooManyWatches,
                $"{Remote} is closed: all watches take more than {_server.Database.Watches.Most()} bytes, and it has as many as others or more. Give the server more memory, or watch whole trees: one recursive watch does for all below it.");
        Close();
    }

    private void CloseAsTooSlow()
    {
        if (!IsGone)
            _server.Faults.Warning(ZkServerLogEvents.ClientTooSlow, $"{Remote} is closed: {_outbox.Waiting} bytes wait for it to read them, {WhyTooMuch()}.");
        Close();
    }

    private string WhyTooMuch() => _outbox.Waiting >= _server.Options.MaxWaitingBytes
        ? "as many as may wait for one"
        : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"more than its share of the {_server.Memory.Answers.Most} that may wait for all");

    /// <summary>As <see cref="Close"/>.</summary>
    public void Dispose() => Close();

    private async ValueTask PauseAsync()
    {
        await Task.Delay(_dispatcher.Pause, _server.Options.TimeProvider, _closed.Token).ConfigureAwait(false);
        _dispatcher.Pause = TimeSpan.Zero;
        if (_dispatcher.IsOver)
            CloseWhenSent();
    }

    private async ValueTask ServeAsync()
    {
        for (var more = true; more && !IsGone;)
        {
            more = _dispatcher.Serve(out var forPipeline);
            if (_dispatcher.Pause > TimeSpan.Zero)
                await PauseAsync().ConfigureAwait(false);
            if (forPipeline is not null)
            {
                Session!.EnterPipeline();
                await _server.Prepare.SubmitAsync(forPipeline).ConfigureAwait(false);
            }
            else
                Flush();
            if (_dispatcher.NeedsRoom)
            {
                Flush();
                await _dispatcher.EnterAsync().ConfigureAwait(false);
            }
            if (_outbox.Waiting > (_server.Memory.Answers.IsTight ? 0 : ComfortableBacklog))
            {
                Flush();
                await _outbox.WhenDrainedAsync().ConfigureAwait(false);
            }
        }
    }
}
