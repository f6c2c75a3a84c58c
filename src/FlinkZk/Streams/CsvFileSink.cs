using System.Buffers;
using System.Globalization;
using System.Text;
using FlinkZk.Streams.Records;

namespace FlinkZk;

/// <summary>A CSV file (RFC 4180) whose columns are the properties of the first record. One that a later record lacks is empty; one that only a later record has is that record's error.</summary>
/// <param name="path">The file; it is overwritten.</param>
/// <param name="delimiter">What stands between two fields.</param>
internal sealed class CsvFileSink(string path, char delimiter) : FileSink(path)
{
    private readonly SearchValues<char> _quoted = SearchValues.Create([delimiter, '"', '\r', '\n']);
    private readonly StringBuilder _line = new();
    private IReadOnlyList<string>? _columns;

    /// <inheritdoc/>
    protected override void Write(IRow row)
    {
        var columns = _columns ?? [.. row.Names];
        if (row.Names.FirstOrDefault(name => !columns.Contains(name, StringComparer.OrdinalIgnoreCase)) is { } extra)
            throw new RecordException($"The record has a property '{extra}', for which the file '{Path}' has no column; they are: {string.Join(", ", columns)}.");
        _line.Clear();
        if (_columns is null)
            AddLine(columns);
        AddLine(columns.Select(name => Text(row.TryGetValue(name, out var value) ? value : null)));
        Append(Encoding.UTF8.GetBytes(_line.ToString()));
        _columns = columns;
    }

    private void AddLine(IEnumerable<string> fields)
    {
        var first = true;
        foreach (var field in fields)
        {
            if (!first)
                _line.Append(delimiter);
            first = false;
            if (field.AsSpan().ContainsAny(_quoted))
                _line.Append('"').Append(field.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
            else
                _line.Append(field);
        }

        _line.Append('\n');
    }

    // What the source of a stream reads as the same value again.
    private static string Text(object? value) => value switch
    {
        null => "",
        bool flag => flag ? "true" : "false",
        DateTime time => ViewText.IsoTime(time),
        DateTimeOffset time => ViewText.IsoTime(time.UtcDateTime),
        object?[] items => string.Join("; ", items.Select(Text)),
        IRow nested => Encoding.UTF8.GetString(JsonLine.Of(nested).WrittenSpan),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
