using FlinkZk.Clusters.Model;

namespace FlinkZk.Clusters.Upgrades;

/// <summary>A change of a job that is under way, as ZooKeeper keeps it.</summary>
public sealed record FlinkUpgradeRecord
{
    /// <summary>The layout's version.</summary>
    public int V { get; init; } = 1;

    /// <summary>The step that was begun last.</summary>
    public required FlinkUpgradeStep Step { get; init; }

    /// <summary>The cluster, as it is connected to: another has jobs of its own.</summary>
    public required string Cluster { get; init; }

    /// <summary>The name that the old job has in Flink; null: that of its lock.</summary>
    public string? Name { get; init; }

    /// <summary>Other jobs of that name, which ran already when the change was begun.</summary>
    public IReadOnlyList<string>? Namesakes { get; init; }

    /// <summary>The job that is replaced.</summary>
    public required string OldJobId { get; init; }

    /// <summary>The id of the one that replaces it.</summary>
    public required string NewJobId { get; init; }

    /// <summary>The id under which the old jar is started again, should that be needed.</summary>
    public required string RollbackJobId { get; init; }

    /// <summary>The operation that stops the old job.</summary>
    public required string TriggerId { get; init; }

    /// <summary>The number of the old job's newest snapshot before it was stopped: the savepoint of the stop has a higher one.</summary>
    public long NewestBefore { get; init; }

    /// <summary>The savepoint with which the old job was stopped; null until it is.</summary>
    public string? Savepoint { get; init; }

    /// <summary>How the new job is started.</summary>
    public required FlinkDeployment New { get; init; }

    /// <summary>How the old one is started again; null if it is not to be.</summary>
    public FlinkDeployment? Old { get; init; }

    /// <summary>The jar at the JobManager.</summary>
    public string? JarId { get; init; }

    /// <summary>The JobManager that has it.</summary>
    public Uri? JarAddress { get; init; }

    /// <summary>The folder for the savepoint; null for the cluster's.</summary>
    public string? Folder { get; init; }

    /// <summary>How the savepoint is written; null for the cluster's way.</summary>
    public FlinkSavepointFormat? Format { get; init; }

    /// <summary>How long all must be well.</summary>
    public TimeSpan StableFor { get; init; }

    /// <summary>How long it may take until it is.</summary>
    public TimeSpan StableTimeout { get; init; }

    /// <summary>How long the stop may take.</summary>
    public TimeSpan StopTimeout { get; init; }

    /// <summary>How long a start may take.</summary>
    public TimeSpan StartTimeout { get; init; }

    /// <summary>Why it is taken back; null while it is not.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether the start of the new job is surely over, one way or another: no main method of it runs any more.</summary>
    public bool IsStartOver { get; init; }

    /// <summary>Who began it, as they say.</summary>
    public string? User { get; init; }

    /// <summary>Where, as they say.</summary>
    public string? Host { get; init; }

    /// <summary>When each step was begun, in their order.</summary>
    public IReadOnlyList<FlinkUpgradeMoment> Moments { get; init; } = [];

    /// <summary>Whether a job is the old one, the new one, or the old one started again.</summary>
    public bool IsAbout(string jobId) => OldJobId == jobId || NewJobId == jobId || RollbackJobId == jobId;

    /// <summary>Why nothing of ours can have written it as it stands; null where nothing speaks against it.</summary>
    internal string? Flaw =>
        Moments is null || Moments.Contains(null!) ? "'moments' has null."
        : new[] { Cluster, OldJobId, NewJobId, RollbackJobId, TriggerId }.Any(string.IsNullOrEmpty) || New?.Jar is null ? "The cluster, an id or the new jar is missing."
        : Step != FlinkUpgradeStep.Stopping && Savepoint is null ? $"It stands at {Step}, and names no savepoint."
        : Step is FlinkUpgradeStep.Undoing or FlinkUpgradeStep.Restarting or FlinkUpgradeStep.Proving && Old?.Jar is null ? $"It stands at {Step}, and names no old jar."
        : null;
}
