namespace FlinkZk;

/// <summary>A way that records take to a vertex.</summary>
public sealed class FlinkPlanEdge
{
    internal FlinkPlanEdge(string vertexId, string? strategy, string? exchange) => (VertexId, Strategy, Exchange) = (vertexId, strategy, exchange);

    /// <summary>The vertex that they come from.</summary>
    public string VertexId { get; }

    /// <summary>How they are spread: FORWARD, HASH, REBALANCE and the like.</summary>
    public string? Strategy { get; }

    /// <summary>How they are carried: pipelined_bounded, blocking and the like.</summary>
    public string? Exchange { get; }

    /// <summary>The strategy, and the vertex.</summary>
    public override string ToString() => PlainText.Line($"{Strategy} from {VertexId}");
}
