using System.Globalization;
using System.Text.RegularExpressions;

namespace FlinkZk.Clusters.Diagnosis;

/// <summary>
/// Takes apart what java.lang.management.ThreadInfo writes:
/// <code>
/// "main" Id=1 WAITING on java.util.concurrent.CompletableFuture$Signaller@5e7d6b37 owned by "other" Id=7
///     at java.base@17.0.15/jdk.internal.misc.Unsafe.park(Native Method)
/// </code>
/// </summary>
public static partial class ThreadText
{
    /// <summary>Its number, state, what it waits for, and its stack; null where the text does not say.</summary>
    public static (long? Id, string? State, string? WaitsFor, string Stack) Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        var (head, stack) = end < 0 ? (text, "") : (text[..end], text[(end + 1)..].TrimEnd());
        return Head().Match(head) is { Success: true } match
            ? (long.Parse(match.Groups["id"].ValueSpan, CultureInfo.InvariantCulture), match.Groups["state"].Value, match.Groups["lock"].Success ? match.Groups["lock"].Value : null, stack)
            : (null, null, null, text.TrimEnd());
    }

    [GeneratedRegex(@"^"".*""( daemon)?( prio=\d+)? Id=(?<id>\d{1,18}) (?<state>[A-Z_]+)( on (?<lock>.+?))?( \((suspended|in native)\))*$", RegexOptions.ExplicitCapture)]
    private static partial Regex Head();
}
