using FlinkZk.Clusters.Deploy;
using FlinkZk.Wire;

namespace FlinkZk;

/// <summary>A cluster that was stopped.</summary>
public sealed class FlinkClusterStop : IShown
{
    internal FlinkClusterStop(FlinkConnection cluster, ClusterShutdownResult result)
    {
        (ClusterId, Address) = (cluster.ClusterId, cluster.Address);
        Jobs = new ObjectList<FlinkStop>(result.Jobs.Select(job => new FlinkStop(cluster, job.Id, job.Name, job.Savepoint is null ? "CANCELED" : "FINISHED", job.Savepoint, null)));
        Remaining = new TextLines([.. result.Remaining]);
    }

    /// <summary>The cluster; null where it was known by an address.</summary>
    public string? ClusterId { get; }

    /// <summary>The REST server that was connected to.</summary>
    public Uri Address { get; }

    /// <summary>The jobs that were stopped with it, each with its savepoint.</summary>
    public IReadOnlyList<FlinkStop> Jobs { get; }

    /// <summary>What goes on, and what to do about it: a line each.</summary>
    public IReadOnlyList<string> Remaining { get; }

    string? IShown.ShownIdentity => PlainText.Line(ClusterId ?? Address.AbsoluteUri.TrimEnd('/'));

    string? IShown.ShownJob => PlainText.Line(string.Join(", ", Jobs.Select(job => job.Savepoint is null ? $"{job.Name}: no savepoint" : $"{job.Name}: {job.Savepoint}")));

    string? IShown.ShownText => PlainText.Lines(string.Join('\n', Remaining));

    /// <summary>The cluster, and how many jobs.</summary>
    public override string ToString() => PlainText.Line(FormattableString.Invariant($"{ClusterId ?? Address.AbsoluteUri.TrimEnd('/')}: stopped, jobs with it: {Jobs.Count}"));
}
