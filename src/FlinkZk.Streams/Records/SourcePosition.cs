using System.Globalization;

namespace FlinkZk.Streams.Records;

/// <summary>Where a record came from.</summary>
/// <param name="File">The file's path; null for pipeline input.</param>
/// <param name="Line">The line on which the record begins, from 1; for pipeline input its number, from 1.</param>
public readonly record struct SourcePosition(string? File, long Line)
{
    /// <summary><c>flights.csv:17</c>, or <c>record 17</c>.</summary>
    public override string ToString() =>
        File is null ? string.Create(CultureInfo.InvariantCulture, $"record {Line}") : string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}");
}
