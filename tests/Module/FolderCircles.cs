namespace FlinkZk.Module.Tests;

/// <summary>Folders that use each other: in a circle there is no bottom, so none of them can be read, tested or changed alone.</summary>
internal static class FolderCircles
{
    /// <summary>The uses that close a circle, one line for each pair of folders; looked for among all folders; if there are none, among those that stand directly in the room, each with what is below it.</summary>
    public static IReadOnlyList<string> Among(IEnumerable<FolderUse> uses)
    {
        var all = uses.ToList();
        var whole = all.Select(use => use with { From = First(use.From), To = First(use.To) }).Where(use => use.From != use.To).ToList();
        return Closing(all) is { Count: > 0 } circles ? circles : Closing(whole);
    }

    private static string First(string folder) => string.Join('/', folder.Split('/').Take(2));

    private static List<string> Closing(List<FolderUse> uses)
    {
        var used = uses.ToLookup(use => use.From, use => use.To);
        return [.. uses.Where(use => Reaches(use.To, use.From, used)).GroupBy(use => (use.From, use.To)).OrderBy(pair => pair.Key.From, StringComparer.Ordinal).Select(pair =>
            $"{pair.Key.From} -> {pair.Key.To}: {string.Join(", ", pair.Select(use => $"{Path.GetFileName(use.FromFile)} -> {Path.GetFileName(use.ToFile)}"))}")];
    }

    private static bool Reaches(string from, string to, ILookup<string, string> used)
    {
        var (seen, open) = (new HashSet<string> { from }, new Stack<string>([from]));
        while (open.TryPop(out var folder))
        {
            if (folder == to)
                return true;
            foreach (var next in used[folder].Where(seen.Add))
                open.Push(next);
        }
        return false;
    }
}
