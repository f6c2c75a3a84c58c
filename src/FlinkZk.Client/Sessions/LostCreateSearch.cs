using System.Globalization;
using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>Looks for what a create has made whose reply was lost.</summary>
internal static class LostCreateSearch
{
    // How many of its newest siblings may have come in between; more are not looked at.
    private const int MostLookedAt = 200;
    private const int Digits = 10;

    /// <summary>Finds what it has made. Nothing else of the session may be under way, or the node could be of a later request.</summary>
    public static async Task<IReadOnlyList<(string Path, Stat Made)>> FindAsync(this LostCreate lost, Preamble preamble, long sessionId)
    {
        var found = new List<(string, Stat)>();
        await preamble.SyncAsync(lost.Path).ConfigureAwait(false);
        foreach (var path in lost.IsSequential ? await SiblingsAsync(lost.Path, preamble).ConfigureAwait(false) : [lost.Path])
            if (await preamble.ExistsAsync(path).ConfigureAwait(false) is { } stat && stat.EphemeralOwner == sessionId && stat.Czxid > lost.After)
                found.Add((path, stat));
        return found;
    }

    private static async Task<IEnumerable<string>> SiblingsAsync(string path, Preamble preamble)
    {
        var parent = path.LastIndexOf('/') is > 0 and var slash ? path[..slash] : ZnodePath.Root;
        var prefix = path[(path.LastIndexOf('/') + 1)..];
        return (await preamble.GetChildrenAsync(parent).ConfigureAwait(false))
            .Where(name => name.Length == prefix.Length + Digits && name.StartsWith(prefix, StringComparison.Ordinal) && long.TryParse(name.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .OrderDescending(StringComparer.Ordinal)
            .Take(MostLookedAt)
            .Select(name => ZnodePath.Combine(parent, name));
    }
}
