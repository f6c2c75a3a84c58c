using System.Text.Json;
using FlinkZk.Streams.Records;

namespace FlinkZk.Streams.Connectors;

/// <summary>One array of objects, an element at a time. After a syntax error nobody knows where the next element begins: it is reported, and the file ends there.</summary>
internal sealed class JsonArrayReader(ByteBuffer bytes, JsonRowParser parser, InputLimits limits, string file) : JsonRecordReader(parser, file)
{
    private const string Advice = "Repair the file; nothing after this place was read.";

    private readonly long _firstLine = bytes.Line;
    private JsonReaderState _state;
    private bool _done;

    public override bool Read(RecordBatch batch)
    {
        while (!_done)
        {
            var before = bytes.Line;
            try
            {
                switch (Step(out var start, out var consumed))
                {
                    case Found.Element when consumed - start > limits.MaxRecordLength:
                        return FailTooLarge(batch, before);
                    case Found.Element:
                        AddRecord(batch, bytes.Ahead[start..consumed], before + bytes.Ahead[..start].Count((byte)'\n'));
                        bytes.Take(consumed);
                        return true;
                    case Found.Bracket:
                        bytes.Take(consumed);
                        continue;
                    case Found.End:
                        _done = true;
                        return false;
                    default:
                        if (bytes.Ahead.Length > limits.MaxRecordLength)
                            return FailTooLarge(batch, before);
                        bytes.Fill();
                        continue;
                }
            }
            catch (JsonException e)
            {
                return Fail(batch, StreamErrorId.UnparsableRecord, $"The array cannot be read further: {Brief(e)}", _firstLine + (e.LineNumber ?? 0));
            }
        }

        return false;
    }

    private enum Found
    {
        Nothing,
        Bracket,
        Element,
        End,
    }

    /// <summary>Looks for one whole element or bracket ahead, and keeps the reader's state where there is one.</summary>
    private Found Step(out int start, out int consumed)
    {
        var reader = new Utf8JsonReader(bytes.Ahead, bytes.IsFinal, _state);
        (start, consumed) = (0, 0);
        if (!reader.Read())
            return bytes.IsFinal ? Found.End : Found.Nothing;
        start = (int)reader.TokenStartIndex;
        var found = reader.CurrentDepth == 0 && reader.TokenType is JsonTokenType.StartArray or JsonTokenType.EndArray ? Found.Bracket : Found.Element;
        if (found == Found.Element && !reader.TrySkip())
            return Found.Nothing;
        consumed = (int)reader.BytesConsumed;
        _state = reader.CurrentState;
        return found;
    }

    // Also where its end is known: it must not depend on how much was read at a time.
    private bool FailTooLarge(RecordBatch batch, long line) => Fail(batch, StreamErrorId.RecordTooLarge, $"The record is longer than {limits.MaxRecordLength} bytes.", line);

    private bool Fail(RecordBatch batch, StreamErrorId id, string message, long line)
    {
        _done = true;
        AddError(batch, id, message, Advice, bytes.Ahead, line);
        return true;
    }
}
