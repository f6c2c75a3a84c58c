namespace FlinkZk.Clusters.Model;

/// <summary>Who leads a cluster and who stands by, as its nodes say.</summary>
/// <param name="Address">Where the leader's REST server is reached; null if it is not published, or cannot be read.</param>
/// <param name="SessionId">The leader's grant; null as the address.</param>
/// <param name="Session">The ZooKeeper session of the process that published the REST server; null if none is published.</param>
/// <param name="HasLatch">
/// Whether that process stands in the latch: a leader can live without (seen after a cluster with a standby was shut down over REST), so that false is a warning, not
/// the absence of a leader. Null if nothing is published or the latch cannot be read.
/// </param>
/// <param name="Standbys">Processes in the latch other than the one that published; null if the latch, or who published, is not known.</param>
public sealed record Leadership(string? Address, Guid? SessionId, long? Session, bool? HasLatch, int? Standbys)
{
    internal static Leadership Of(HaSnapshot snapshot)
    {
        var server = snapshot.Components.Value?.FirstOrDefault(component => component.Kind == ComponentKind.RestServer);
        var information = server?.Published.Value?.Value;
        var sessions = Sessions(snapshot.Candidates);
        var isPublisherKnown = snapshot.Components.Presence != Presence.Unknown && server?.Published.Presence != Presence.Unknown;
        return new(
            information?.Address,
            information?.SessionId,
            server?.Session,
            server?.Session is { } own ? sessions?.Contains(own) : null,
            isPublisherKnown ? sessions?.Count(session => session != server?.Session) : null);
    }

    /// <summary>The sessions in the latch; null unless all are known. A node of none is no process: somebody made it by hand.</summary>
    private static List<long>? Sessions(Known<IReadOnlyList<LeaderCandidate>> candidates) => candidates.Presence switch
    {
        Presence.Absent => [],
        Presence.Present when candidates.Value!.All(candidate => candidate.Node.Value is not null) => [.. candidates.Value!.Select(candidate => candidate.Node.Value!.Session).Where(session => session != 0)],
        _ => null,
    };
}
