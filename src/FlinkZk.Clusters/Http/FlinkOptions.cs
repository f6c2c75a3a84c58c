using FlinkZk.Client;

namespace FlinkZk.Clusters.Http;

/// <summary>How a cluster is reached.</summary>
public sealed record FlinkOptions
{
    /// <summary>Its REST servers.</summary>
    public required FlinkEndpoints Endpoints { get; init; }

    /// <summary>How long a request is tried in all.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long one try may take. Between the death of a leader and the end of its session every other JobManager holds requests back for minutes instead of refusing them.
    /// </summary>
    public TimeSpan TryTimeout { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>The largest answer that is taken, in bytes.</summary>
    public int MaxAnswer { get; init; } = 64 << 20;

    /// <summary>Whom to trust and who one is, for addresses of https; null: the authorities of the machine, and no certificate of one's own.</summary>
    public TlsOptions? Tls { get; init; }

    /// <summary>The value of the header Authorization, as a proxy in front of Flink wants it: a secret. Null: none.</summary>
    public string? Authorization { internal get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The times: a record would print its secret, too.</summary>
    public override string ToString() => $"{nameof(Timeout)} = {Timeout}, {nameof(TryTimeout)} = {TryTimeout}";
}
