namespace FlinkZk.Clusters.Http;

/// <summary>One request.</summary>
/// <param name="Method">GET and the like.</param>
/// <param name="Path">Below the server's address, without a slash in front.</param>
internal sealed record FlinkCall(HttpMethod Method, string Path)
{
    /// <summary>Makes the body, anew for each try; null for none.</summary>
    public Func<HttpContent>? Body { get; init; }

    /// <summary>
    /// Whether it may be sent again when nobody knows whether it was carried out. What was refused before it was looked at (no connection, no leader) is sent again in
    /// any case.
    /// </summary>
    public bool IsRepeatable { get; init; }

    /// <summary>Reads the answer, where it is not to be had whole.</summary>
    public Func<HttpContent, CancellationToken, Task<ReadOnlyMemory<byte>>>? Reader { get; init; }

    /// <summary>How long one try may take, where that is not the ordinary time.</summary>
    public TimeSpan? TryTimeout { get; init; }

    /// <summary>How long it is tried in all, where that is not the ordinary time.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The only server that it may go to, such as the one that holds a jar; null for any.</summary>
    public FlinkEndpoint? Only { get; init; }

    /// <summary>What may be told of a text in which the server may repeat secrets that the request takes along.</summary>
    public Func<string, string> Shown { get; init; } = text => text;

    public static FlinkCall Get(string path) => new(HttpMethod.Get, path) { IsRepeatable = true };
}
