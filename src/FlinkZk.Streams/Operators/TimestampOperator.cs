using FlinkZk.Streams.Records;
using FlinkZk.Streams.Time;

namespace FlinkZk.Streams.Operators;

/// <summary>Reads each record's time. It comes first, so that time moves by what the input holds and not by what a filter leaves of it.</summary>
internal sealed class TimestampOperator(string property, string? format) : Operator
{
    private readonly PropertyReader _property = new(property);
    private readonly TimestampReader _reader = new(format);

    public override void OnBatch(int input, RecordBatch batch)
    {
        var column = Column(batch);
        for (var i = 0; i < batch.Count; i++)
        {
            if (batch.Fate(i) != RecordFate.Live || (column >= 0 && TryReadField(batch, i, column)))
                continue;
            try
            {
                ReadTime(batch, i);
            }
            catch (RecordException e)
            {
                batch.Fail(i, RecordErrors.Unreadable(batch, i, e));
            }
        }

        Output.OnBatch(batch);
    }

    /// <summary>The column of the fields in which times can be read where they lie; -1 = none.</summary>
    private int Column(RecordBatch batch)
    {
        if (batch.Fields is not { } fields || fields.Schema.IndexOf(property) is not (>= 0 and var column))
            return -1;
        return fields.Type(column) switch
        {
            null => format is null ? column : -1,
            FieldType.Int64 or FieldType.DateTime => column,
            _ => -1,
        };
    }

    /// <returns>False where the field is to be read as what it stands for.</returns>
    private static bool TryReadField(RecordBatch batch, int index, int column)
    {
        if (batch.FieldsOf(index) is not { } fields)
            return false;
        var text = fields.Utf8(index, column);
        var (kind, type, time) = (fields.Kind(index, column), fields.Type(column), 0L);
        var known = (kind is FieldKind.Written or FieldKind.Number && type != FieldType.DateTime && Utf8Number.TryInt64(text, out time) && time is >= EpochTime.Min and <= EpochTime.Max)
            || (kind is FieldKind.Written or FieldKind.Text && type != FieldType.Int64 && Utf8Time.TryIso(text, out time));
        if (known)
            batch.SetTime(index, time);
        return known;
    }

    private void ReadTime(RecordBatch batch, int index)
    {
        if (!_property.TryRead(batch, index, out var value))
            batch.Fail(index, RecordErrors.MissingProperty(batch, index, _property));
        else if (value is null)
            batch.Fail(index, RecordErrors.MissingTimestamp(batch, index, property));
        else if (!_reader.TryRead(value, out var time))
            batch.Fail(index, RecordErrors.InvalidTimestamp(batch, index, property, value, format));
        else
            batch.SetTime(index, time);
    }
}
