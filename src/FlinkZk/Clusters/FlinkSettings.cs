using System.Collections;
using System.Globalization;
using System.Management.Automation;
using FlinkZk.Clusters.Configuration;

namespace FlinkZk;

/// <summary>
/// Settings of Flink as people write them, by one rule wherever there are some: keys and values of a hashtable, one within another as in config.yaml (<c>@{ rest = @{ port = 8081 } }</c>
/// is <c>rest.port: 8081</c>). Several values are one text with ; between them, a map of a key that is one a text <c>a:1,b:2</c>, as Flink reads both from one line.
/// </summary>
internal static class FlinkSettings
{
    // No key of Flink's has so many parts.
    private const int Deepest = 16;

    /// <summary>The settings.</summary>
    /// <exception cref="FlinkZkException">A key stands there twice, or a value is none.</exception>
    public static Dictionary<string, string> Of(IDictionary given)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in Entries(given))
        {
            if (!found.TryAdd(key, Text(key, value) ?? throw Refused($"The value of {key} is $null.", "Leave the key out, or give it a value; '' is an empty one.")))
                throw Refused($"The key {key} is given twice.", "Give it once: nested, or written out.");
        }
        return found;
    }

    /// <summary>Keys, written out, with what they are given; those of a hashtable within are keys of their own.</summary>
    public static IEnumerable<(string Key, object? Value)> Entries(IDictionary given) => Entries(given, Deepest);

    /// <summary>What stands under one key, as <see cref="Entries(IDictionary)"/> has it.</summary>
    public static IEnumerable<(string Key, object? Value)> Entries(string key, object? value) => Entries(key, value, Deepest);

    /// <summary>A value as Flink reads it; null for none.</summary>
    /// <exception cref="FlinkZkException">It is nothing that Flink reads.</exception>
    public static string? Text(string key, object? value) => Bare(value) switch
    {
        null => null,
        string text when text.AsSpan().IndexOfAny('\r', '\n') >= 0 => throw Refused($"The value of {key} has more than one line.", "A value of Flink's configuration is one line."),
        IDictionary map when IsMap(key) => string.Join(',', map.Cast<DictionaryEntry>().Select(entry => $"{Element(key, entry.Key, ",:")}:{Element(key, entry.Value, ",:")}")),
        IDictionary => throw Refused($"The value of {key} is a hashtable.", "No keys are known below it. A map is written as Flink reads it: 'a:1,b:2'."),
        IEnumerable and not string when IsSingle(key) => throw Refused($"The value of {key} is a list, and the key takes one value.", "Give one."),
        IEnumerable items and not string => string.Join(';', items.Cast<object?>().Select(item => Element(key, item, ";"))),
        var one => Plain(one) ?? throw Refused($"The value of {key} is of the type {one.GetType().Name}, which is nothing that Flink reads.", "Write it as in Flink's configuration file, as text."),
    };

    private static IEnumerable<(string Key, object? Value)> Entries(IDictionary given, int left)
    {
        foreach (DictionaryEntry entry in given)
        {
            foreach (var found in Entries(Plain(entry.Key) ?? "", entry.Value, left))
                yield return found;
        }
    }

    private static IEnumerable<(string Key, object? Value)> Entries(string key, object? value, int left)
    {
        if (Bare(value) is not IDictionary { Count: > 0 } inner || !MayHaveKeys(key))
            return [(key, value)];
        return left > 0 ? Entries(inner, left - 1).Select(entry => ($"{key}.{entry.Key}", entry.Value))
            : throw Refused($"The hashtable of {key} is nested too deep, or within itself.", "Write its keys out: 'a.b.c'.");
    }

    // Of a key that has a value, and others below it by its former name, both are taken.
    private static bool MayHaveKeys(string key) => !FlinkKeys.TryFind(key, out var known) || known.Type != FlinkKeyType.Map && FlinkKeys.All.Any(other => other.Name.StartsWith(key + ".", StringComparison.Ordinal));

    private static bool IsMap(string key) => FlinkKeys.TryFind(key, out var known) && known.Type == FlinkKeyType.Map;

    private static bool IsSingle(string key) => FlinkKeys.TryFind(key, out var known) && known.Type is not (FlinkKeyType.List or FlinkKeyType.Map or FlinkKeyType.Text);

    // ConfigurationUtils.escapeWithSingleQuote
    private static string Element(string key, object? item, string dividers)
    {
        var text = Plain(item) ?? throw Refused($"The value of {key} has {(Bare(item) is null ? "$null" : "a list or a hashtable")} within.", "Write it as Flink reads it, as text.");
        return text.AsSpan().IndexOfAny(dividers + "'\"") >= 0 ? $"'{text.Replace("'", "''", StringComparison.Ordinal)}'" : text;
    }

    /// <returns>Null: it is no single value.</returns>
    private static string? Plain(object? value) => Bare(value) switch
    {
        string text => text,
        bool truth => truth ? "true" : "false",
        TimeSpan time => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms"),
        Duration time => string.Create(CultureInfo.InvariantCulture, $"{time.Value.TotalMilliseconds:0} ms"),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => null,
    };

    private static object? Bare(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;

    private static FlinkZkException Refused(string what, string action) => new("FlinkConfigValueRefused", ErrorCategory.InvalidArgument, what, action);
}
