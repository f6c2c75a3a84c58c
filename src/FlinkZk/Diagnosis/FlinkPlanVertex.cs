using System.Net;
using System.Text.RegularExpressions;
using FlinkZk.Clusters.Model;

namespace FlinkZk;

/// <summary>Operators of a job that run together, and where their records come from.</summary>
public sealed partial class FlinkPlanVertex : IByCluster, IShown
{
    private readonly FlinkConnection _cluster;

    internal FlinkPlanVertex(FlinkConnection cluster, string? jobId, FlinkPlanNode node)
    {
        (_cluster, JobId, VertexId, Parallelism) = (cluster, jobId, node.Id, node.Parallelism);
        Name = Plain(node.Description ?? "");
        Inputs = new ObjectList<FlinkPlanEdge>((node.Inputs ?? []).Select(input => new FlinkPlanEdge(input.Id, input.Strategy, input.Exchange)));
    }

    /// <summary>The job; null where it is the plan of a jar.</summary>
    public string? JobId { get; }

    /// <summary>Its id.</summary>
    public string VertexId { get; }

    /// <summary>What it does: operators, one behind the other.</summary>
    public string Name { get; }

    /// <summary>How many run side by side.</summary>
    public long? Parallelism { get; }

    /// <summary>Where its records come from; none of a source.</summary>
    public IReadOnlyList<FlinkPlanEdge> Inputs { get; }

    FlinkConnection IByCluster.Cluster => _cluster;

    string? IShown.ShownIdentity => PlainText.Line(VertexId);

    string? IShown.ShownText => PlainText.Line(Name);

    string? IShown.ShownPath => PlainText.Line(Inputs.ToString());

    string? IShown.ShownJob => PlainText.Line(JobId);

    /// <summary>The operators, and the parallelism.</summary>
    public override string ToString() => PlainText.Line($"{Name} ({Parallelism})");

    // Source: numbers<br/>+- slow<br/>   +- Timestamps/Watermarks<br/>
    private static string Plain(string html) => WebUtility.HtmlDecode(string.Join(" -> ", Break().Split(html).Select(line => Branch().Replace(line, "")).Where(line => line.Length > 0)));

    [GeneratedRegex("<br ?/?>")]
    private static partial Regex Break();

    [GeneratedRegex(@"^[\s:|]*(\+-)?\s*")]
    private static partial Regex Branch();
}
