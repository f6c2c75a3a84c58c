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
        for (var i = 0; i < batch.Count; i++)
        {
            if (batch.Fate(i) != RecordFate.Live)
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

    private void ReadTime(RecordBatch batch, int index)
    {
        if (!_property.TryRead(batch.Row(index), out var value))
            batch.Fail(index, RecordErrors.MissingProperty(batch, index, _property));
        else if (value is null)
            batch.Fail(index, RecordErrors.MissingTimestamp(batch, index, property));
        else if (!_reader.TryRead(value, out var time))
            batch.Fail(index, RecordErrors.InvalidTimestamp(batch, index, property, value, format));
        else
            batch.SetTime(index, time);
    }
}
