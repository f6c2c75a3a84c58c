using FlinkZk.Client;
using FlinkZk.Clusters.Ha;

namespace FlinkZk.Clusters.Health;

/// <summary>
/// Looks at the leader's address several times: while two processes lead, each writes its own in turns, every few hundred milliseconds (seen after the place in the latch of a leader that
/// lived was deleted), and half of the looks meet the one whose place is right.
/// </summary>
internal static class PublicationSamples
{
    private const int Looks = 6;

    // One after another may be a change of leader, and one several times the half of what there is: then it is looked at for longer.
    private const int MostLooks = 24;

    // Uneven: in step with the two, each look would meet the same one.
    private static readonly TimeSpan[] Between = [TimeSpan.FromMilliseconds(500), TimeSpan.FromMilliseconds(370), TimeSpan.FromMilliseconds(610), TimeSpan.FromMilliseconds(430)];

    /// <summary>The different publications that were seen, in their order.</summary>
    public static async Task<IReadOnlyList<Publication>> TakeAsync(ZkClient client, HaPaths paths, TimeProvider time, CancellationToken cancellationToken)
    {
        var seen = new List<Publication>();
        for (var look = 0; look < Looks || (look < MostLooks && IsOpen(seen)); look++)
        {
            if (look > 0)
                await Task.Delay(Between[look % Between.Length], time, cancellationToken).ConfigureAwait(false);
            if ((await HaReader.ReadLeaderAsync(client, paths, "rest_server", cancellationToken).ConfigureAwait(false)).Value is { Node: var node } content && new Publication(node.Mzxid, node.Session, content.Value?.Address) is var publication && !seen.Contains(publication))
                seen.Add(publication);
        }
        return seen;
    }

    private static bool IsOpen(List<Publication> seen) => seen.Count > 1 && (seen.Count < 3 || seen.All(publication => publication.Session == seen[0].Session));
}
