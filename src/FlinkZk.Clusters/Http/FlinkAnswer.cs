using System.Net;

namespace FlinkZk.Clusters.Http;

/// <summary>A whole answer.</summary>
internal sealed record FlinkAnswer(FlinkEndpoint Endpoint, HttpStatusCode Status, ReadOnlyMemory<byte> Body)
{
    /// <summary>Where a redirect points.</summary>
    public Uri? Location { get; init; }
}
