using System.Globalization;
using System.Text;

namespace FlinkZk;

/// <summary>A stream as a flowchart in the language of Mermaid, for documents.</summary>
internal static class StreamMermaid
{
    public static string Of(FlinkStream stream)
    {
        var text = new StringBuilder("flowchart LR");
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var step in stream.All)
        {
            numbers[step.Name] = numbers.Count;
            var (open, close) = step switch
            {
                SourceStep => ("([", "])"),
                SinkStep => ("[/", "/]"),
                _ => ("[", "]"),
            };
            text.Append(CultureInfo.InvariantCulture, $"\n    s{numbers[step.Name]}{open}\"{Label(step)}\"{close}");
            foreach (var from in step.Inputs)
                AddArrow(from, $"s{numbers[step.Name]}");
        }

        var ends = stream.OpenEnds.ToArray();
        if (ends.Length == 0)
            return text.ToString();
        text.Append("\n    pipeline[/\"pipeline\"/]");
        Array.ForEach(ends, end => AddArrow(end, "pipeline"));
        return text.ToString();

        void AddArrow(string from, string to)
        {
            var parts = from.Split('.', 2);
            text.Append(CultureInfo.InvariantCulture, $"\n    s{numbers[parts[0]]} -->{(parts.Length == 1 ? "" : $"|{Escape(parts[1])}|")} {to}");
        }
    }

    private static string Label(StreamStep step) => Escape($"{step.Name}{(step.KeyText is { } key ? $" by {key}" : "")}: {step.Describe()}");

    // Numbers of characters are what its strings and labels take.
    private static string Escape(string text)
    {
        var escaped = new StringBuilder();
        foreach (var c in PlainText.Line(text))
        {
            if (c is '"' or '#' or '<' or '>' or '|' or '&' or '`' or '\\')
                escaped.Append(CultureInfo.InvariantCulture, $"#{(int)c};");
            else
                escaped.Append(c);
        }

        return escaped.ToString();
    }
}
