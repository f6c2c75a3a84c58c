using FlinkZk.Clusters.Model;

namespace FlinkZk.Clusters.Jobs;

/// <summary>How a savepoint is taken, or a job stopped with one.</summary>
public sealed record FlinkSavepointRequest
{
    /// <summary>The folder below which it is written, a URI that JobManagers and TaskManagers reach; null: the cluster's own.</summary>
    public string? Folder { get; init; }

    /// <summary>How it is written; null: as the cluster's version does, canonical.</summary>
    public FlinkSavepointFormat? Format { get; init; }

    /// <summary>Of a stop: whether windows and timers fire before, as if the input had ended. The job cannot go on from such a savepoint as if nothing had happened.</summary>
    public bool Drain { get; init; }

    /// <summary>The operation's own id, 32 hexadecimal digits. One that is under way, or over for less than five minutes, is taken up again by it; null: a new one.</summary>
    public string? TriggerId { get; init; }

    /// <summary>Whether that id was never sent before, so that nothing is looked for by it.</summary>
    public bool IsFirst { get; init; }

    /// <summary>How long it is waited for.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(10);
}
