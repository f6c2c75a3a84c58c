using System.Globalization;
using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>A create of an ephemeral node whose reply was lost with the connection.</summary>
/// <param name="Path">The path that was asked for; a sequential node has digits behind it.</param>
/// <param name="IsSequential">Whether it is one.</param>
/// <param name="After">The last transaction that was told before: the node, should there be one, is newer.</param>
internal readonly record struct LostCreate(string Path, bool IsSequential, long After)
{
    // How many of its newest siblings may have come in between; more are not looked at.
    private const int MostLookedAt = 200;
    private const int Digits = 10;

    /// <summary>Whether two of them could have made the same node, so that nobody can tell whose it is.</summary>
    public bool IsLike(LostCreate other) => Path == other.Path;

    /// <summary>Finds what it has made. Nothing else of the session may be under way, or the node could be of a later request.</summary>
    public async Task<IReadOnlyList<(string Path, Stat Made)>> FindAsync(Preamble preamble, long sessionId)
    {
        var found = new List<(string, Stat)>();
        await preamble.SyncAsync(Path).ConfigureAwait(false);
        foreach (var path in IsSequential ? await SiblingsAsync(preamble).ConfigureAwait(false) : [Path])
            if (await preamble.ExistsAsync(path).ConfigureAwait(false) is { } stat && stat.EphemeralOwner == sessionId && stat.Czxid > After)
                found.Add((path, stat));
        return found;
    }

    private async Task<IEnumerable<string>> SiblingsAsync(Preamble preamble)
    {
        var (path, parent) = (Path, Path.LastIndexOf('/') is > 0 and var slash ? Path[..slash] : ZnodePath.Root);
        var prefix = path[(path.LastIndexOf('/') + 1)..];
        return (await preamble.GetChildrenAsync(parent).ConfigureAwait(false))
            .Where(name => name.Length == prefix.Length + Digits && name.StartsWith(prefix, StringComparison.Ordinal) && long.TryParse(name.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .OrderDescending(StringComparer.Ordinal)
            .Take(MostLookedAt)
            .Select(name => ZnodePath.Combine(parent, name));
    }
}
