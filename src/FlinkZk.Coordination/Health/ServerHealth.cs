using FlinkZk.Client;
using FlinkZk.Wire;

namespace FlinkZk.Coordination;

/// <summary>What a server says of itself, and what is wrong with it.</summary>
public sealed record ServerHealth
{
    private readonly TextLines _problems = new([]), _refusedWords = new([]);

    /// <summary>The server that was asked.</summary>
    public required ServerAddress Address { get; init; }

    /// <summary>The server that was asked, <c>host:port</c>.</summary>
    public string Server => Address.ToString();

    /// <summary>Whether nothing is wrong.</summary>
    public bool IsHealthy => Problems.Count == 0;

    /// <summary>leader, follower, observer, standalone or read-only; null where it does not tell.</summary>
    public string? Mode { get; init; }

    /// <summary>Its version; null where it does not tell.</summary>
    public string? Version { get; init; }

    // What it has received since its start: of how many requests an average is.
    internal long? Received { get; init; }

    /// <summary>From the question to the answer, the connection included; null where there was none.</summary>
    public TimeSpan? ResponseTime { get; init; }

    /// <summary>The average time of a request since the server started.</summary>
    public TimeSpan? AverageLatency { get; init; }

    /// <summary>The longest time of a request since the server started.</summary>
    public TimeSpan? MaxLatency { get; init; }

    /// <summary>Requests that wait.</summary>
    public long? Outstanding { get; init; }

    /// <summary>Connections.</summary>
    public long? Connections { get; init; }

    /// <summary>Nodes.</summary>
    public long? Nodes { get; init; }

    /// <summary>The last transaction that it has.</summary>
    public long? Zxid { get; init; }

    /// <summary>Transactions behind the leader, where both tell; they are asked at the same time, not at the same moment.</summary>
    public long? Lag { get; init; }

    /// <summary>A leader's followers and observers.</summary>
    public long? Learners { get; init; }

    /// <summary>Those of them that are in sync.</summary>
    public long? SyncedLearners { get; init; }

    /// <summary>Everything that <c>mntr</c> tells, by its names; empty where the word is not allowed.</summary>
    public IReadOnlyDictionary<string, string> Monitor { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Words that the server does not answer: figures of theirs are missing.</summary>
    public IReadOnlyList<string> RefusedWords { get => _refusedWords; init => _refusedWords = new TextLines(value); }

    /// <summary>What is wrong, and what to do about it, a sentence or two each.</summary>
    public IReadOnlyList<string> Problems { get => _problems; init => _problems = new TextLines(value); }

    /// <summary>The server, its mode and the first problem.</summary>
    public override string ToString() => $"{Server} {Mode ?? "unknown"}{(IsHealthy ? "" : $": {Problems[0]}")}";
}
