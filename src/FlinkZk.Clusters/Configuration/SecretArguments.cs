using System.Text.RegularExpressions;

namespace FlinkZk.Clusters.Configuration;

/// <summary>
/// Secrets among the arguments of a program, by the names that they go with, which are those of settings that are secrets: <c>--password x</c>, <c>--db.password=x</c>,
/// <c>-Dtoken=x</c>, <c>password=x</c>, and so within an address.
/// </summary>
internal static partial class SecretArguments
{
    /// <summary>What stands in a secret's place, as Flink writes it.</summary>
    public const string Mask = "******";

    // What is shorter protects nothing, and would be replaced within every word.
    private const int ShortestTold = 3;

    /// <summary>Whether a setting or an argument of this name is a secret.</summary>
    public static bool IsSecret(string name) => new ConfigurationEntry(name, "", 0).IsSecret;

    /// <summary>The names of those among them, without the dashes in front; of those that are masked alone, if so asked.</summary>
    public static IReadOnlyList<string> Names(IReadOnlyList<string> arguments, bool onlyMasked = false)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        return [.. Slots(arguments).Where(slot => !onlyMasked || slot.Value == Mask).Select(slot => slot.Name).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The arguments with a mask in place of each secret.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="known">Names that are left as they are.</param>
    public static IReadOnlyList<string> Masked(IReadOnlyList<string> arguments, IReadOnlyCollection<string> known)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(known);
        string[] masked = [.. arguments];
        foreach (var slot in Slots(arguments).Where(slot => !known.Contains(slot.Name)))
            masked[slot.Index] = arguments[slot.Index][..slot.Start] + Mask;
        return masked;
    }

    /// <summary>The arguments with the secrets of others in place of their masks: by name, and of several of one name in their order.</summary>
    public static IReadOnlyList<string> Filled(IReadOnlyList<string> arguments, IReadOnlyList<string> others)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(others);
        string[] filled = [.. arguments];
        var given = Slots(others).ToLookup(slot => slot.Name, slot => slot.Value, StringComparer.Ordinal);
        foreach (var same in Slots(arguments).GroupBy(slot => slot.Name, StringComparer.Ordinal))
        {
            foreach (var (slot, value) in same.Zip(given[same.Key]).Where(pair => pair.First.Value == Mask))
                filled[slot.Index] = arguments[slot.Index][..slot.Start] + value;
        }
        return filled;
    }

    /// <summary>The secrets themselves: what must not be told again, whoever says it.</summary>
    public static IReadOnlyList<string> Values(IReadOnlyList<string>? arguments, IReadOnlyDictionary<string, string>? settings) =>
        [.. Slots(arguments ?? []).Select(slot => slot.Value).Concat((settings ?? new Dictionary<string, string>()).Where(setting => IsSecret(setting.Key)).Select(setting => setting.Value))
            .Where(value => value.Length >= ShortestTold && value != Mask).Distinct(StringComparer.Ordinal).OrderByDescending(value => value.Length)];

    /// <summary>A text that somebody else wrote, without secrets.</summary>
    public static string Hidden(string text, IEnumerable<string> secrets)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        return secrets.Aggregate(text, (left, secret) => left.Replace(secret, Mask, StringComparison.Ordinal));
    }

    private static IEnumerable<Slot> Slots(IReadOnlyList<string> arguments)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = arguments[i];
            if (Named().Matches(argument).FirstOrDefault(match => IsSecret(match.Groups[1].Value)) is { } match)
            {
                var start = match.Index + match.Length;
                if (start < argument.Length)
                    yield return new(i, start, match.Groups[1].Value.TrimStart('-'), argument[start..]);
            }
            // One dash may be the beginning of a secret, two are the next name.
            else if (argument.StartsWith('-') && IsSecret(argument) && i + 1 < arguments.Count && arguments[i + 1].Length > 0 && !arguments[i + 1].StartsWith("--", StringComparison.Ordinal))
            {
                yield return new(++i, 0, argument.TrimStart('-'), arguments[i]);
            }
        }
    }

    [GeneratedRegex(@"([\w.-]+)=")]
    private static partial Regex Named();

    private readonly record struct Slot(int Index, int Start, string Name, string Value);
}
