using System.Management.Automation;

namespace FlinkZk;

/// <summary>
/// Which names are meant: by -Filter, by a wildcard of the path, by -Include and -Exclude. ZooKeeper tells upper and lower case apart and PowerShell's own
/// matching does not, so it is done here again.
/// </summary>
internal sealed class NameFilter
{
    // No name of a node has a control character in it.
    private const char Separator = '\n';
    private readonly WildcardPattern? _filter;
    private readonly WildcardPattern? _leaf;
    private readonly WildcardPattern[] _include;
    private readonly WildcardPattern[] _exclude;

    /// <param name="filter">What -Filter says, or what <see cref="WithLeaf"/> made of it.</param>
    /// <param name="include">What -Include says.</param>
    /// <param name="exclude">What -Exclude says.</param>
    public NameFilter(string? filter, IEnumerable<string>? include, IEnumerable<string>? exclude)
    {
        var parts = (filter ?? "").Split(Separator, 2);
        _filter = parts[0].Length > 0 ? Pattern(parts[0]) : null;
        _leaf = parts.Length > 1 ? Pattern(parts[1]) : null;
        _include = [.. (include ?? []).Select(Pattern)];
        _exclude = [.. (exclude ?? []).Select(Pattern)];
    }

    /// <summary>The filter with one wildcard of a path beside it: the engine hands over one text only.</summary>
    public static string WithLeaf(string? filter, string leaf) => $"{filter}{Separator}{leaf}";

    /// <summary>Whether the filter has a wildcard of a path in it already.</summary>
    public static bool HasLeaf(string? filter) => filter?.Contains(Separator, StringComparison.Ordinal) == true;

    /// <summary>Whether a name fits all.</summary>
    public bool Matches(string name) => FitsPath(name) && _filter?.IsMatch(name) != false && FitsLists(name);

    /// <summary>Whether a name fits the path's wildcard: what is walked through needs no more.</summary>
    public bool FitsPath(string name) => _leaf?.IsMatch(name) != false;

    /// <summary>Whether -Include and -Exclude let a name through.</summary>
    public bool FitsLists(string name) => (_include.Length == 0 || Array.Exists(_include, pattern => pattern.IsMatch(name))) && !Array.Exists(_exclude, pattern => pattern.IsMatch(name));

    private static WildcardPattern Pattern(string text) => new(text, WildcardOptions.None);
}
