using System.Text.Json.Serialization;
using FlinkZk.Clusters.Configuration;

namespace FlinkZk.Clusters.Rest;

/// <summary>The body of POST /jars/:id/run. 1.15 and 1.17 refuse fields that they do not know, later ones pass over them: nothing is sent that is not given.</summary>
internal sealed record RunBody
{
    [JsonPropertyName("entryClass")]
    public string? EntryClass { get; init; }

    /// <summary>2.x passes over <c>programArgs</c>, one string, without a word.</summary>
    [JsonPropertyName("programArgsList")]
    public IReadOnlyList<string>? Arguments { get; init; }

    [JsonPropertyName("parallelism")]
    public int? Parallelism { get; init; }

    [JsonPropertyName("jobId")]
    public string? JobId { get; init; }

    [JsonPropertyName("allowNonRestoredState")]
    public bool? AllowNonRestoredState { get; init; }

    [JsonPropertyName("savepointPath")]
    public string? Savepoint { get; init; }

    /// <summary>Its name from 1.20 on.</summary>
    [JsonPropertyName("claimMode")]
    public string? ClaimMode { get; init; }

    /// <summary>Its name before.</summary>
    [JsonPropertyName("restoreMode")]
    public string? RestoreMode { get; init; }

    [JsonPropertyName("flinkConfiguration")]
    public IReadOnlyDictionary<string, string>? Configuration { get; init; }

    /// <summary>A text of the server's without the secrets among them.</summary>
    public string Shown(string text) => SecretArguments.Hidden(text, SecretArguments.Values(Arguments, Configuration));
}
