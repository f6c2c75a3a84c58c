using System.Text.Json.Serialization;

namespace FlinkZk.Clusters.Model;

/// <summary>A thread of a JVM, as it stood.</summary>
public sealed record FlinkThread
{
    /// <summary>Its name.</summary>
    [JsonPropertyName("threadName")]
    public string Name { get; init; } = "";

    /// <summary>State and stack, as java.lang.management.ThreadInfo writes them.</summary>
    [JsonPropertyName("stringifiedThreadInfo")]
    public string? Text { get; init; }
}
