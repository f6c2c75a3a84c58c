using System.Management.Automation;
using FlinkZk.Streams.Connectors;

namespace FlinkZk;

/// <summary>Makes the source of a stream's files.</summary>
internal sealed record StreamInput(IReadOnlyList<string> Paths)
{
    public StreamFormat Format { get; init; }

    public string? Pattern { get; init; }

    public char? Delimiter { get; init; }

    public IReadOnlyList<string>? Header { get; init; }

    public IReadOnlyDictionary<string, FieldType>? Schema { get; init; }

    /// <exception cref="FlinkZkException">The format cannot be told, or lacks something.</exception>
    public RecordSource Open() => Resolve() switch
    {
        StreamFormat.Csv => new CsvSource(Paths, new CsvOptions { Delimiter = Delimiter ?? (IsTabbed ? '\t' : ','), Header = Header, Schema = Schema }),
        StreamFormat.Json => new JsonSource(Paths, new JsonOptions { Schema = Schema }),
        _ => new TextSource(Paths, Pattern!, new TextOptions { Schema = Schema }),
    };

    private bool IsTabbed => Path.GetExtension(Paths[0]).Equals(".tsv", StringComparison.OrdinalIgnoreCase);

    private StreamFormat Resolve()
    {
        if (Format == StreamFormat.Text && Pattern is null)
            throw new FlinkZkException("PatternMissing", ErrorCategory.InvalidArgument, "Text needs a regular expression to take its lines apart.", "Give -Pattern '(?<level>\\w+) (?<message>.*)'.");
        if (Format != StreamFormat.Auto)
            return Format;
        if (Pattern is not null)
            return StreamFormat.Text;
        return Path.GetExtension(Paths[0]).ToUpperInvariant() switch
        {
            ".CSV" or ".TSV" => StreamFormat.Csv,
            ".JSON" or ".JSONL" or ".NDJSON" => StreamFormat.Json,
            _ => throw new FlinkZkException("UnknownFormat", ErrorCategory.InvalidArgument, $"The name '{Paths[0]}' does not tell its format.",
                "Say -Format Csv or -Format Json, or take lines of text apart with -Pattern."),
        };
    }
}
