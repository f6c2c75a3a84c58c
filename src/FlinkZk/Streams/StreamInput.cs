using System.Management.Automation;
using System.Text;
using FlinkZk.Streams.Connectors;
using FlinkZk.Streams.Records;

namespace FlinkZk;

/// <summary>Makes the source of a stream's files.</summary>
internal sealed record StreamInput(IReadOnlyList<string> Paths)
{
    public StreamFormat Format { get; init; }

    public string? Pattern { get; init; }

    public char? Delimiter { get; init; }

    public Encoding? Encoding { get; init; }

    public IReadOnlyList<string>? Header { get; init; }

    public IReadOnlyDictionary<string, FieldType>? Schema { get; init; }

    /// <exception cref="FlinkZkException">The format cannot be told, or lacks something.</exception>
    public RecordSource Open() => Resolve() switch
    {
        StreamFormat.Csv => new CsvSource(Paths, new CsvOptions { Delimiter = Delimiter ?? (IsTabbed ? '\t' : ','), Header = Header, Schema = Schema, Encoding = Encoding }),
        StreamFormat.Json => new JsonSource(Paths, new JsonOptions { Schema = Schema, Encoding = Encoding }),
        _ => new TextSource(Paths, Pattern!, new TextOptions { Schema = Schema, Encoding = Encoding }),
    };

    // data.csv.gz is CSV.
    private string Unpacked => Paths[0].EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? Paths[0][..^3] : Paths[0];

    private bool IsTabbed => Path.GetExtension(Unpacked).Equals(".tsv", StringComparison.OrdinalIgnoreCase);

    private StreamFormat Resolve()
    {
        if (Format == StreamFormat.Text && Pattern is null)
            throw new FlinkZkException("PatternMissing", ErrorCategory.InvalidArgument, "Text needs a regular expression to take its lines apart.", "Give -Pattern '(?<level>\\w+) (?<message>.*)'.");
        if (Format != StreamFormat.Auto)
            return Format;
        if (Pattern is not null)
            return StreamFormat.Text;
        return Path.GetExtension(Unpacked).ToUpperInvariant() switch
        {
            ".CSV" or ".TSV" => StreamFormat.Csv,
            ".JSON" or ".JSONL" or ".NDJSON" => StreamFormat.Json,
            _ => throw new FlinkZkException("UnknownFormat", ErrorCategory.InvalidArgument, $"The name '{Paths[0]}' does not tell its format.",
                "Say -Format Csv or -Format Json, or take lines of text apart with -Pattern."),
        };
    }
}
