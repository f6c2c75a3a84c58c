using System.Text.Json.Serialization;

namespace FlinkZk.Clusters.Model;

/// <summary>A job in the list of all.</summary>
public sealed record FlinkJobSummary
{
    /// <summary>Its id, 32 hexadecimal digits.</summary>
    [JsonPropertyName("jid")]
    public string Id { get; init; } = "";

    /// <summary>Its name, which need not be the only one of that name.</summary>
    [JsonPropertyName("name")]
    public string Name { get; init; } = "";

    /// <summary>Its state, one of <see cref="FlinkJobState.All"/>, or what a later Flink has.</summary>
    [JsonPropertyName("state")]
    public string State { get; init; } = "";

    /// <summary>When it was started, or taken over by the present leader.</summary>
    [JsonPropertyName("start-time")]
    public DateTimeOffset? Started { get; init; }

    /// <summary>When it ended; null while it has not.</summary>
    [JsonPropertyName("end-time")]
    public DateTimeOffset? Ended { get; init; }

    /// <summary>How long it runs, or ran.</summary>
    [JsonPropertyName("duration")]
    public TimeSpan? Duration { get; init; }

    /// <summary>How many of its tasks are in which state, and <c>total</c>.</summary>
    [JsonPropertyName("tasks")]
    public IReadOnlyDictionary<string, int>? Tasks { get; init; }
}
