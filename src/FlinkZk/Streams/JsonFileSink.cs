using System.Buffers;
using FlinkZk.Streams.Records;

namespace FlinkZk;

/// <summary>A file of JSON objects, one a line.</summary>
/// <param name="path">The file; it is overwritten.</param>
internal sealed class JsonFileSink(string path) : FileSink(path)
{
    /// <inheritdoc/>
    protected override void Write(IRow row)
    {
        var line = JsonLine.Of(row);
        line.Write("\n"u8);
        Append(line.WrittenSpan);
    }
}
