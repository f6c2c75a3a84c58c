using System.Text.Json.Serialization;

namespace FlinkZk.Clusters.Model;

/// <summary>One job. Flink answers from a copy that is up to three seconds old (<c>web.refresh-interval</c>).</summary>
public sealed record FlinkJobDetails : IFlinkAnswer
{
    /// <summary>Its id.</summary>
    [JsonPropertyName("jid")]
    public string Id { get; init; } = "";

    /// <summary>Its name.</summary>
    [JsonPropertyName("name")]
    public string Name { get; init; } = "";

    /// <summary>Its state.</summary>
    [JsonPropertyName("state")]
    public string State { get; init; } = "";

    /// <summary>When it was started, or taken over by the present leader.</summary>
    [JsonPropertyName("start-time")]
    public DateTimeOffset? Started { get; init; }

    /// <summary>Its operators, as they run together.</summary>
    [JsonPropertyName("vertices")]
    public IReadOnlyList<FlinkVertex>? Vertices { get; init; }

    bool IFlinkAnswer.IsWhole => State is { Length: > 0 } && Vertices is not null;
}
