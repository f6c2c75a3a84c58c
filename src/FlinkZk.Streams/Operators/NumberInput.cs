using FlinkZk.Streams.Records;
using FlinkZk.Streams.State;

namespace FlinkZk.Streams.Operators;

/// <summary>Reads the number of each record by which something is decided.</summary>
/// <param name="property">The property that holds it.</param>
/// <param name="what">What decides, for errors.</param>
internal sealed class NumberInput(string property, string what)
{
    private readonly PropertyReader _property = new(property);

    public bool TryRead(RecordBatch batch, int index, out double number, out RecordError? error)
    {
        number = 0;
        try
        {
            if (!_property.TryRead(batch, index, out var value))
                error = RecordErrors.MissingProperty(batch, index, _property);
            else if (value is not null && TryConvert(value, out number))
                error = null;
            else
                error = RecordErrors.InvalidAggregateValue(batch, index, what, property, value ?? "", "a number");
        }
        catch (RecordException e)
        {
            error = RecordErrors.Unreadable(batch, index, e);
        }

        return error is null;
    }

    private static bool TryConvert(object value, out double number)
    {
        number = 0;
        if (value is string text && FieldConverter.ToNumber(text) is { } read)
            value = read;
        if (!Keys.TryWiden(value, out var wide) || wide is not (long or double or decimal))
            return false;
        number = Convert.ToDouble(wide, System.Globalization.CultureInfo.InvariantCulture);
        return true;
    }
}
