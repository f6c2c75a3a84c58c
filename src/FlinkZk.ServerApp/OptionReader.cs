using FlinkZk.Coordination;

namespace FlinkZk.ServerApp;

/// <summary>Options as <c>--name value</c> or <c>--name=value</c>; switches have no value.</summary>
internal sealed class OptionReader
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    private OptionReader()
    {
    }

    /// <summary>Whether the usage is asked for.</summary>
    public bool Help { get; private set; }

    /// <exception cref="UsageException">An option is not known, given twice, or lacks its value.</exception>
    public static OptionReader Read(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, bool> known)
    {
        var options = new OptionReader();
        for (var i = 0; i < arguments.Count; i++)
        {
            var (name, value) = Split(arguments[i], known);
            if (name is "help" or "h" or "?")
            {
                options.Help = true;
                continue;
            }
            if (!known.TryGetValue(name, out var takesValue))
                throw new UsageException($"'--{name}' is not an option.{Suggest(name, known.Keys)}");
            if (!takesValue && value is not null)
                throw new UsageException($"--{name} is a switch and takes no value, but '{value}' is given.");
            if (takesValue && value is null)
                value = i + 1 < arguments.Count && !arguments[i + 1].StartsWith("--", StringComparison.Ordinal) ? arguments[++i] : throw new UsageException($"--{name} needs a value, which is missing.");
            if (!options._values.TryAdd(name, value ?? ""))
                throw new UsageException($"--{name} is given twice: give it once.");
        }
        return options;
    }

    public bool Has(string name) => _values.ContainsKey(name);

    public string? Text(string name) => _values.GetValueOrDefault(name);

    /// <exception cref="UsageException">It is no number, or out of range.</exception>
    public int? Number(string name, int least, int most) => Text(name) is not { } text ? null
        : int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
        : throw new UsageException(most == int.MaxValue ? $"--{name} {text}: give a whole number, {least} or more." : $"--{name} {text}: give a whole number from {least} to {most}.");

    /// <exception cref="UsageException">It is no duration.</exception>
    public TimeSpan? Time(string name)
    {
        try
        {
            return Text(name) is { } text ? DurationText.Parse(text) : null;
        }
        catch (FormatException e)
        {
            throw new UsageException($"--{name}: {e.Message}");
        }
    }

    /// <exception cref="UsageException">It is none of the words.</exception>
    public string? OneOf(string name, params string[] words) => Text(name) is not { } text ? null
        : words.FirstOrDefault(word => word.Equals(text, StringComparison.OrdinalIgnoreCase)) ?? throw new UsageException($"--{name} {text}: give one of {string.Join(", ", words)}.");

    private static (string Name, string? Value) Split(string argument, IReadOnlyDictionary<string, bool> known)
    {
        if (argument.Length < 2 || argument[0] != '-')
            throw new UsageException($"'{argument}' is not understood: options begin with --.{Suggest(argument, known.Keys)}");
        var text = argument.TrimStart('-');
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? (text, null) : (text[..equals], text[(equals + 1)..]);
    }

    // The nearest by the letters that would have to change; far ones only confuse.
    private static string Suggest(string name, IEnumerable<string> known)
    {
        var (nearest, distance) = known.Select(candidate => (candidate, Distance(name, candidate))).MinBy(pair => pair.Item2);
        return distance <= Math.Max(2, name.Length / 3) ? $" Did you mean --{nearest}?" : "";
    }

    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)));
        }
        return row[b.Length];
    }
}
