using System.Text;
using FlinkZk.Streams.Records;

namespace FlinkZk.Streams.Connectors;

/// <summary>How lines of text are read with a regular expression whose named groups are the columns.</summary>
public sealed record TextOptions
{
    /// <summary>The time that the expression may take on one line.</summary>
    public TimeSpan MatchTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether the expression ignores case.</summary>
    public bool IgnoreCase { get; init; }

    /// <summary>Types by column, as <see cref="CsvOptions.Schema"/>.</summary>
    public IReadOnlyDictionary<string, FieldType>? Schema { get; init; }

    /// <summary>How the text is encoded; null = UTF-8, or what a byte order mark says.</summary>
    public Encoding? Encoding { get; init; }

    /// <summary>How large a line may be.</summary>
    public InputLimits Limits { get; init; } = new();
}
