using System.Text;
using System.Text.Json;
using FlinkZk.Streams.Records;

namespace FlinkZk.Streams.Connectors;

/// <summary>What reading JSON lines and reading a JSON array have in common: one object's bytes become a row, or an error in its place.</summary>
internal abstract class JsonRecordReader(JsonRowParser parser, string file) : IRecordReader
{
    public abstract bool Read(RecordBatch batch);

    /// <summary>Adds the row of an object, or the error in its place.</summary>
    public void AddRecord(RecordBatch batch, ReadOnlySpan<byte> json, long line)
    {
        var position = new SourcePosition(file, line);
        try
        {
            batch.Add(parser.Parse(json), position);
        }
        catch (JsonException e)
        {
            AddError(batch, StreamErrorId.UnparsableRecord, $"The record is not a JSON object: {Brief(e)}", "Write one object a line, or one array of objects.", json, line);
        }
        catch (FieldValueException e)
        {
            AddError(batch, StreamErrorId.UnparsableValue, e.Message, "Correct the schema or the value.", json, line);
        }
        catch (InvalidOperationException e)
        {
            // The reader's word for text that is none: bytes that are not UTF-8, or half of a surrogate pair.
            AddError(batch, StreamErrorId.UnparsableRecord, e.InnerException is DecoderFallbackException ? "The record is not valid UTF-8." : $"The record has text that is none: {e.Message}", RecordErrors.EncodingAction, json, line);
        }
    }

    protected void AddTooLarge(RecordBatch batch, ReadOnlySpan<byte> json, long line, int limit) =>
        AddError(batch, StreamErrorId.RecordTooLarge, $"The record is longer than {limit} bytes.", "Raise the limit.", json, line);

    protected void AddError(RecordBatch batch, StreamErrorId id, string message, string action, ReadOnlySpan<byte> json, long line) =>
        batch.AddError(RecordErrors.Line(id, message, action, new SourcePosition(file, line), Encoding.UTF8.GetString(json[..Math.Min(json.Length, 500)])));

    /// <summary>The message without the reader's own line and byte numbers, which count from the record's beginning.</summary>
    protected static string Brief(JsonException e) => e.Message.Split(" LineNumber:", 2)[0];
}
