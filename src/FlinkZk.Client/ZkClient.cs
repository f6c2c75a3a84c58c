using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>
/// A view of a ZooKeeper session: everything below one root. Requests are pipelined and answered in order; any number may be on the way, from any thread.
/// </summary>
/// <remarks>
/// <para>Cancellation frees the caller, not the request: it may be carried out all the same. A node that a cancelled create made is deleted again.</para>
/// <para>While the connection is lost, requests wait for the next one, until the session ends. Those that were sent and not answered fail with
/// <see cref="ErrorCode.ConnectionLoss"/> and <see cref="ZkException.MayHaveHappened"/>.</para>
/// </remarks>
public sealed partial class ZkClient : IAsyncDisposable
{
    private readonly Session _session;
    private readonly Chroot _chroot;
    private readonly bool _ownsSession;

    private ZkClient(Session session, Chroot chroot, bool ownsSession) => (_session, _chroot, _ownsSession) = (session, chroot, ownsSession);

    /// <summary>The servers, with this view's root.</summary>
    public ConnectionString ConnectionString => new(_session.Servers, _chroot.Path);

    /// <summary>This view's root, <c>/</c> if there is none.</summary>
    public string Chroot => _chroot.Path;

    /// <summary>The session.</summary>
    public long SessionId => _session.Id;

    /// <summary>The password of the session, for tests that take it over: a secret.</summary>
    internal byte[] Password => _session.Password;

    /// <summary>Whether its connections are encrypted.</summary>
    public bool IsTls => _session.Options.Tls is not null;

    /// <summary>The session timeout that the server agreed to.</summary>
    public TimeSpan SessionTimeout => _session.Timeout;

    /// <summary>The server connected to, <c>host:port</c>; null while there is no connection.</summary>
    public string? Server => _session.Server?.ToString();

    /// <summary>
    /// The server's version, such as <c>3.9.3</c>; <c>3.7.0+</c> where it does not tell and was found by trying what it can do; null if nothing is known.
    /// </summary>
    public string? ServerVersion => _session.Versions.Known?.ToString();

    /// <summary>The first identity that the session presents, as <c>scheme:user</c> without its proof; null for an anonymous session.</summary>
    public string? Identity => _session.Options.Sasl is { } sasl ? $"sasl:{sasl.User}" : _session.Identity?.Identity;

    /// <summary>Whether an entry of an access control list means one of the identities that the session presents.</summary>
    public bool IsNamedBy(Acl entry) => _session.IsNamedBy(entry);

    /// <summary>What the session is doing.</summary>
    public SessionStatus Status => _session.Status.Current;

    /// <summary>Cancelled once, when the session is over: expired (also by the client's own clock), refused or closed.</summary>
    public CancellationToken Lost => _session.Lost;

    /// <summary>
    /// A timestamp of <see cref="TimeProvider"/>: until then no server can have expired the session. It is when the last acknowledged request was sent,
    /// plus the session timeout.
    /// </summary>
    public long SafeUntil => _session.SafeUntil;

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider => _session.Options.TimeProvider;

    /// <summary>The last transaction that a reply has told of.</summary>
    public long LastZxid => _session.Pipe.LastZxid;

    /// <summary>
    /// Nodes of this session's own that are still to be removed, because who made them has gone: they go as soon as the server can be reached, or with the session.
    /// </summary>
    public int PendingCleanUps => _session.Orphans.Pending;

    /// <summary>Counts a clean-up that the caller does among <see cref="PendingCleanUps"/>, until it is disposed.</summary>
    public IDisposable BeginCleanUp() => _session.Orphans.Begin();

    /// <summary>Opens a session and gives the view of the connection string's root; disposing it ends the session.</summary>
    /// <exception cref="ZkException">No server answered in time (names servers and the last cause), the identity was refused, or the root does not exist.</exception>
    public static async ValueTask<ZkClient> ConnectAsync(ZkClientOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var client = new ZkClient(await Session.OpenAsync(options, cancellationToken).ConfigureAwait(false), new(options.ConnectionString.Chroot), ownsSession: true);
        try
        {
            if (options.LearnServerVersion && client._session.Server is { } server)
                await client._session.Versions.LearnAsync(server).ConfigureAwait(false);
            await client.EnsureRootAsync(options.CreateRoot, cancellationToken).ConfigureAwait(false);
            return client;
        }
        catch
        {
            await client.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Whether the server has a feature; false as long as <see cref="ServerVersion"/> is not known.</summary>
    public bool Supports(ServerFeature feature) => _session.Versions.Known is { } version && ServerFeatures.Has(version.Number, feature);

    /// <summary>Waits until the status has a version above <paramref name="seenVersion"/>.</summary>
    public ValueTask<SessionStatus> WaitForChangeAsync(long seenVersion, CancellationToken cancellationToken = default) =>
        _session.Status.WaitAsync(seenVersion, cancellationToken);

    /// <summary>A view of the same session whose root is <paramref name="path"/> in this view. Disposing it does not end the session.</summary>
    public ZkClient WithChroot(string path) => new(_session, _chroot.Below(path), ownsSession: false);

    /// <summary>Ends the session if this is the view that opened it: by closeSession where there is a connection, within two seconds.</summary>
    public ValueTask DisposeAsync() => _ownsSession ? _session.DisposeAsync() : ValueTask.CompletedTask;

    private async ValueTask EnsureRootAsync(bool create, CancellationToken cancellation)
    {
        if (_chroot.Path == ZnodePath.Root || await RootExistsAsync(cancellation).ConfigureAwait(false))
            return;
        if (!create)
        {
            throw new ZkException(ErrorCode.NoNode,
                $"The root '{_chroot.Path}' of the connection string does not exist. Create it, leave it out, or ask for it to be created.", _chroot.Path);
        }

        var root = new ZkClient(_session, Client.Chroot.None, ownsSession: false);
        for (var slash = _chroot.Path.IndexOf('/', 1); ; slash = _chroot.Path.IndexOf('/', slash + 1))
        {
            var path = slash < 0 ? _chroot.Path : _chroot.Path[..slash];
            try
            {
                await root.CreateAsync(path, cancellationToken: cancellation).ConfigureAwait(false);
            }
            catch (ZkException exception) when (exception.Code == ErrorCode.NodeExists)
            {
            }
            if (slash < 0)
                return;
        }
    }

    private async ValueTask<bool> RootExistsAsync(CancellationToken cancellation)
    {
        try
        {
            return await ExistsAsync(ZnodePath.Root, cancellation).ConfigureAwait(false) is not null;
        }
        catch (ZkException exception) when (exception.Code == ErrorCode.NoAuth)
        {
            // Since 3.9.2 exists needs the read permission: a refusal means that there is a node.
            return true;
        }
    }
}
