using System.Text.RegularExpressions;

namespace FlinkZk.Clusters.Layout;

/// <summary>What may stand in a description: a host becomes a folder and a line, a value a line.</summary>
internal static partial class LayoutNames
{
    /// <summary>Takes hosts.</summary>
    /// <exception cref="ArgumentException">One is none, or stands there twice.</exception>
    public static void CheckHosts(IReadOnlyList<string> hosts, string what)
    {
        if (hosts.Count == 0)
            throw new ArgumentException($"No {what} is named.");
        foreach (var host in hosts)
        {
            if (!HostName().IsMatch(host))
                throw new ArgumentException($"'{host}' is no name of a host: letters, digits, dots and hyphens.");
        }
        if (hosts.GroupBy(host => host, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"'{twice.Key}' stands among the {what}s twice.");
    }

    /// <summary>Takes a value of one line.</summary>
    /// <exception cref="ArgumentException">It has more, or none.</exception>
    public static void CheckLine(string? value, string what)
    {
        if (value is null)
            return;
        if (string.IsNullOrWhiteSpace(value) || value.Any(char.IsControl))
            throw new ArgumentException($"{what} is one line of text.");
    }

    /// <summary>Takes a path or an id, which becomes a word of a command.</summary>
    /// <exception cref="ArgumentException">It has blanks or characters that mean something there.</exception>
    public static void CheckWord(string? value, string what)
    {
        if (value is not null && !Word().IsMatch(value))
            throw new ArgumentException($"{what} is one word of letters, digits and /._-: '{value}'.");
    }

    [GeneratedRegex(@"^[A-Za-z0-9/._-]+$")]
    private static partial Regex Word();

    [GeneratedRegex(@"^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$")]
    private static partial Regex HostName();
}
