using System.Globalization;
using FlinkZk.Wire;

namespace FlinkZk.Coordination;

/// <summary>
/// Where everything of one cluster lies. Flink deletes its own <c>/flink/&lt;cluster-id&gt;</c> tree when a cluster shuts down, so nothing of ours lives there.
/// <code>
/// /flinkzk/&lt;cluster&gt;
///   config                        the current revision, decimal; every change is one multi that also bumps it
///   config/defaults/&lt;key&gt;         values for every job
///   config/jobs/&lt;job&gt;/&lt;key&gt;       values for one job; they win over defaults
///   config/schemas/jobs/&lt;job&gt;     the JSON schema that a job's values have to fit; config/schemas/defaults for the defaults
///   history/&lt;n / 1000&gt;/&lt;n&gt;        what changed, from what to what, who, when, why
///   history/locks/&lt;job&gt;/n-&lt;n&gt;   what was done to others' places in the queue of a lock, the newest 100
///   locks/&lt;job&gt;/&lt;guid&gt;-lock-&lt;n&gt;   ephemeral sequential; the holder and those who wait (-shared-, -count3-: who holds beside others)
///   runners/&lt;id&gt;                  ephemeral; the processes that say they are there, and what they are
///   alerts/rules/&lt;name&gt;           what is watched for
///   alerts/states/&lt;name&gt;          what is known of it over time, and its last edge
///   alerts/watchers               the queue of those who watch; the first does
///   counters/&lt;name&gt;               numbers that many step, with the ids of the newest steps
///   jobs/&lt;job&gt;/spec               how the job of a Flink cluster was started last
///   jobs/&lt;job&gt;/upgrade            how far a change of it is; not there while there is none
/// </code>
/// </summary>
public sealed record ClusterPaths
{
    /// <summary>The root when none is given.</summary>
    public const string DefaultRoot = "/flinkzk/default";

    /// <summary>Revisions in one history bucket: a flat listing of all would outgrow the frame.</summary>
    public const int HistoryBucketSize = 1000;

    /// <summary>The paths below <paramref name="root"/>.</summary>
    /// <exception cref="ArgumentException">The root is not a node's path.</exception>
    public ClusterPaths(string root = DefaultRoot)
    {
        ZnodePath.Validate(root);
        Root = root;
    }

    /// <summary>The cluster's node.</summary>
    public string Root { get; }

    /// <summary>The revision.</summary>
    public string Config => ZnodePath.Combine(Root, "config");

    /// <summary>Values for every job.</summary>
    public string Defaults => Config + "/defaults";

    /// <summary>A node for each job that has values of its own.</summary>
    public string Jobs => Config + "/jobs";

    /// <summary>Buckets of revisions.</summary>
    public string History => ZnodePath.Combine(Root, "history");

    /// <summary>A node for each job that is or was locked.</summary>
    public string Locks => ZnodePath.Combine(Root, "locks");

    /// <summary>A node for each runner that lives.</summary>
    public string Runners => ZnodePath.Combine(Root, "runners");

    /// <summary>Where a runner says of itself what it is.</summary>
    public string Runner(string id) => $"{Runners}/{id}";

    /// <summary>A node for each alert: what is watched for.</summary>
    public string Alerts => ZnodePath.Combine(Root, "alerts/rules");

    /// <summary>What is watched for under a name.</summary>
    public string Alert(string name) => $"{Alerts}/{name}";

    /// <summary>What is known of each alert over time.</summary>
    public string AlertStates => ZnodePath.Combine(Root, "alerts/states");

    /// <summary>What is known of an alert over time.</summary>
    public string AlertState(string name) => $"{AlertStates}/{name}";

    /// <summary>The queue of those who watch for alerts.</summary>
    public string AlertWatchers => ZnodePath.Combine(Root, "alerts/watchers");

    /// <summary>A node for each counter.</summary>
    public string Counters => ZnodePath.Combine(Root, "counters");

    /// <summary>Where a counter lies.</summary>
    public string Counter(string name) => $"{Counters}/{name}";

    /// <summary>Where the values of a scope lie.</summary>
    /// <param name="job">The job, or null for the defaults.</param>
    public string Scope(string? job) => job is null ? Defaults : $"{Jobs}/{job}";

    /// <summary>Where a value lies.</summary>
    /// <param name="job">The job, or null for a default.</param>
    /// <param name="key">The key.</param>
    public string Value(string? job, string key) => $"{Scope(job)}/{key}";

    /// <summary>A node for each job whose values have to fit a schema.</summary>
    public string JobSchemas => Config + "/schemas/jobs";

    /// <summary>Where a schema lies.</summary>
    /// <param name="job">The job, or null for the defaults.</param>
    public string Schema(string? job) => job is null ? Config + "/schemas/defaults" : $"{JobSchemas}/{job}";

    /// <summary>The bucket of a revision.</summary>
    public string HistoryBucket(long revision) => string.Create(CultureInfo.InvariantCulture, $"{History}/{revision / HistoryBucketSize}");

    /// <summary>The node of a revision.</summary>
    public string HistoryEntry(long revision) => string.Create(CultureInfo.InvariantCulture, $"{HistoryBucket(revision)}/{revision}");

    /// <summary>A node for each job of a Flink cluster that was changed under its lock.</summary>
    public string Deployments => ZnodePath.Combine(Root, "jobs");

    /// <summary>How a job was started last.</summary>
    public string Spec(string job) => $"{Deployments}/{job}/spec";

    /// <summary>How far a change of a job is.</summary>
    public string Upgrade(string job) => $"{Deployments}/{job}/upgrade";

    /// <summary>A node for each job of whose lock others' places were touched.</summary>
    public string LockHistories => History + "/locks";

    /// <summary>What was done to others' places in the queue of a job's lock.</summary>
    public string LockHistory(string job) => $"{LockHistories}/{job}";

    /// <summary>The queue of a job's lock.</summary>
    public string Lock(string job) => $"{Locks}/{job}";
}
