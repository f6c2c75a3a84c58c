using FlinkZk.Streams.Records;

namespace FlinkZk.Streams.Connectors;

/// <summary>An object a line. Blank lines are passed over.</summary>
internal sealed class JsonLinesReader(ByteBuffer bytes, JsonRowParser parser, InputLimits limits, string file) : JsonRecordReader(parser, file)
{
    public override bool Read(RecordBatch batch)
    {
        if (bytes.PeekContent() < 0)
            return false;
        var line = bytes.Line;
        var searched = 0;
        while (true)
        {
            var end = bytes.Ahead[searched..].IndexOf((byte)'\n');
            var length = end < 0 ? bytes.Ahead.Length : searched + end;
            if (length > limits.MaxRecordLength)
            {
                AddTooLarge(batch, bytes.Ahead, line, limits.MaxRecordLength);
                SkipLine();
                return true;
            }

            searched = length;
            if (end < 0 && bytes.Fill())
                continue;
            AddRecord(batch, bytes.Ahead[..length], line);
            bytes.Take(length);
            return true;
        }
    }

    private void SkipLine()
    {
        while (bytes.Ahead.IndexOf((byte)'\n') is var end)
        {
            bytes.Take(end < 0 ? bytes.Ahead.Length : end);
            if (end >= 0 || !bytes.Fill())
                return;
        }
    }
}
