using System.Globalization;
using System.Text.RegularExpressions;

namespace FlinkZk.Server.Tests.Http;

/// <summary>Reads Prometheus' text format 0.0.4 as its page says it, and refuses everything else. It knows nothing of the writer.</summary>
internal sealed partial class PrometheusReader
{
    private readonly HashSet<string> _helped = [];
    private readonly HashSet<string> _done = [];
    private string _family = "";

    public Dictionary<string, string> Types { get; } = [];

    /// <summary>Samples by name and labels, as they are written.</summary>
    public Dictionary<string, double> Samples { get; } = [];

    public static PrometheusReader Read(string text)
    {
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', text);
        var reader = new PrometheusReader();
        foreach (var line in text[..^1].Split('\n'))
            reader.ReadLine(line);
        return reader;
    }

    private void ReadLine(string line)
    {
        if (Help().Match(line) is { Success: true } help)
        {
            Enter(help.Groups["name"].Value);
            Assert.True(_helped.Add(_family), $"two HELP of {_family}");
        }
        else if (Type().Match(line) is { Success: true } type)
        {
            Enter(type.Groups["name"].Value);
            Assert.True(Types.TryAdd(_family, type.Groups["type"].Value), $"two TYPE of {_family}");
        }
        else
        {
            var sample = Sample().Match(line);
            Assert.True(sample.Success, $"no line of the format: {line}");
            var name = sample.Groups["name"].Value;
            var isSummary = Types.GetValueOrDefault(_family) == "summary";
            Assert.True(name == _family || isSummary && name.StartsWith(_family + "_", StringComparison.Ordinal) && name[_family.Length..] is "_sum" or "_count", $"{name} stands in the group of {_family}");
            Assert.True(Types.ContainsKey(_family), $"{name} comes before its TYPE");
            Assert.Equal(isSummary && name == _family, sample.Groups["labels"].Value.StartsWith("{quantile=", StringComparison.Ordinal));
            var value = sample.Groups["value"].Value;
            Assert.True(Samples.TryAdd(name + sample.Groups["labels"].Value, value == "NaN" ? double.NaN : double.Parse(value, NumberStyles.Float, CultureInfo.InvariantCulture)), $"{line} comes twice");
        }
    }

    // All lines of a metric stand together.
    private void Enter(string family)
    {
        if (family == _family)
            return;
        Assert.True(_done.Add(family), $"{family} is in two places");
        _family = family;
    }

    [GeneratedRegex(@"^# HELP (?<name>[a-zA-Z_:][a-zA-Z0-9_:]*) ([^\\\n]|\\\\|\\n)+$")]
    private static partial Regex Help();

    [GeneratedRegex(@"^# TYPE (?<name>[a-zA-Z_:][a-zA-Z0-9_:]*) (?<type>counter|gauge|summary|histogram|untyped)$")]
    private static partial Regex Type();

    [GeneratedRegex("""^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(?<labels>\{[a-zA-Z_][a-zA-Z0-9_]*="([^"\\\n]|\\\\|\\"|\\n)*"(,[a-zA-Z_][a-zA-Z0-9_]*="([^"\\\n]|\\\\|\\"|\\n)*")*\})? (?<value>NaN|[+-]Inf|-?\d+(\.\d+)?([eE][+-]?\d+)?)$""")]
    private static partial Regex Sample();
}
