using System.Text;
using FlinkZk.Streams.Records;

namespace FlinkZk.Streams.Connectors;

/// <summary>How a CSV file is read. It may be compressed by gzip.</summary>
public sealed record CsvOptions
{
    /// <summary>What stands between two fields.</summary>
    public char Delimiter { get; init; } = ',';

    /// <summary>The columns' names of files that have no header; null = the first record is the header.</summary>
    public IReadOnlyList<string>? Header { get; init; }

    /// <summary>
    /// Types by column, ignoring case. A value that is not of its declared type is an error. Where none is declared a value is what it stands for by itself:
    /// <c>12</c> an Int64, <c>9.90</c> a Decimal, <c>1.5e-3</c> a Double, <c>true</c> a Boolean, everything else text.
    /// </summary>
    public IReadOnlyDictionary<string, FieldType>? Schema { get; init; }

    /// <summary>How the text is encoded; null = UTF-8, or what a byte order mark says.</summary>
    public Encoding? Encoding { get; init; }

    /// <summary>How large a record may be.</summary>
    public InputLimits Limits { get; init; } = new();

    /// <summary>Whether the file is read a record at a time by the reader that is the rule, also where a faster one would give the same.</summary>
    internal bool ByRule { get; init; }
}
