using System.Management.Automation;

namespace FlinkZk;

/// <summary>
/// A name as a wildcard parameter takes it. A name that is there as it is written wins over its meaning as a pattern, so that what comes down the pipeline means
/// itself; a backtick takes a wildcard's meaning away. Names are case-sensitive, and so are their patterns.
/// </summary>
/// <param name="text">The parameter.</param>
internal sealed class NamePattern(string text)
{
    /// <summary>As it was written.</summary>
    public string Text => text;

    /// <summary>Whether it stands for several.</summary>
    public bool IsPattern { get; } = WildcardPattern.ContainsWildcardCharacters(text);

    /// <summary>The name itself, where it is none.</summary>
    public string Name { get; } = WildcardPattern.ContainsWildcardCharacters(text) ? text : WildcardPattern.Unescape(text);

    /// <summary>Which of them it names.</summary>
    public IReadOnlyList<T> Among<T>(IReadOnlyCollection<T> items, Func<T, string> name)
    {
        var exact = items.Where(item => name(item) == text).ToArray();
        if (exact.Length > 0)
            return exact;
        if (!IsPattern)
            return [.. items.Where(item => name(item) == Name)];
        var pattern = WildcardPattern.Get(text, WildcardOptions.None);
        return [.. items.Where(item => pattern.IsMatch(name(item)))];
    }
}
