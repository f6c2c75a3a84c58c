using System.Net;
using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>What a session is opened with.</summary>
public sealed record ZkClientOptions
{
    /// <summary>Servers and root.</summary>
    public required ConnectionString ConnectionString { get; init; }

    /// <summary>The wished session timeout; the server has the last word (2 to 20 of its ticks).</summary>
    public TimeSpan SessionTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long <see cref="ZkClient.ConnectAsync"/> tries before it gives up.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether a server that has lost its quorum will do, for reads; the client goes on looking for a better one.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>Identities that are presented on each connection.</summary>
    public IReadOnlyList<AuthInfo> Auth { get; init; } = [];

    /// <summary>SASL DIGEST-MD5 identity; null: no SASL.</summary>
    public SaslCredential? Sasl { get; init; }

    /// <summary>TLS; null: plain TCP.</summary>
    public TlsOptions? Tls { get; init; }

    /// <summary>The clock of timeouts, heartbeats and back-off.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>A file to which every message is written in readable form, secrets masked; null: none.</summary>
    public string? TracePath { get; init; }

    /// <summary>Whether a missing root of the connection string is created; otherwise it is an error.</summary>
    public bool CreateRoot { get; init; }

    /// <summary>Requests on the way at most; further callers wait their turn. Rounded up to a power of two.</summary>
    public int MaxOutstanding { get; init; } = 1024;

    /// <summary>Bytes of requests on the way at most; further callers wait their turn.</summary>
    public int MaxOutstandingBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>The largest request, in bytes: jute.maxbuffer of the servers. A larger one is refused before anything is sent.</summary>
    public int MaxRequestBytes { get; init; } = Limits.MaxFrame;

    /// <summary>The largest reply, in bytes, that is read; a server sets no limit to the names of a node's children.</summary>
    public int MaxReplyBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>
    /// Whether the server's version is asked for once the session stands: by <c>srvr</c> on a connection of its own; where that word is not allowed, a session
    /// of its own tries what the server can do.
    /// </summary>
    public bool LearnServerVersion { get; init; } = true;

    /// <summary>The server's version, for servers from which it cannot be learnt; null: not known. What a server tells counts more.</summary>
    public Version? ServerVersion { get; init; }

    /// <summary>The last request number before the first, so that a test need not send 2^31 requests to see it wrap.</summary>
    internal int LastXid { get; init; }

    /// <summary>Finds the addresses of a name, so that a test can let them change.</summary>
    internal Func<string, CancellationToken, Task<IPAddress[]>> Resolve { get; init; } = static (name, cancellation) => Dns.GetHostAddressesAsync(name, cancellation);

    internal void Validate()
    {
        ThrowUnlessPositive(SessionTimeout, nameof(SessionTimeout));
        ThrowUnlessPositive(ConnectTimeout, nameof(ConnectTimeout));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxOutstanding, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxOutstandingBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxRequestBytes, 1024);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxReplyBytes, 1024);
        Tls?.Validate();
    }

    private static void ThrowUnlessPositive(TimeSpan value, string name)
    {
        // Milliseconds travel as an int, timers hold no more either.
        if (value <= TimeSpan.Zero || value.TotalMilliseconds > int.MaxValue)
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be positive and less than 24 days.");
    }
}
