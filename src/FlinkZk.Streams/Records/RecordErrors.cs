using System.Globalization;

namespace FlinkZk.Streams.Records;

/// <summary>The words of records' errors: what is wrong, and what to do.</summary>
internal static class RecordErrors
{
    private const int MaxQuoted = 120;

    // So many records without a property that none had before are no odd records.
    private const int MaxMissing = 1_000;
    private const string MissingAction = "Check the spelling of the property.";

    internal const string EncodingAction = "Save the file as UTF-8, or name its encoding.";

    internal const string DelimiterAction = "Where ';' or a tab separates the columns, name it as the delimiter.";

    /// <summary>A property that a record lacks.</summary>
    /// <exception cref="StreamException">No record of this input can have it: the plan is wrong, and saying so once is enough.</exception>
    public static RecordError MissingProperty(RecordBatch batch, int index, PropertyReader property)
    {
        var row = batch.Row(index);
        var message = $"There is no property '{property.Name}'; there are: {NamesOf(row)}.";
        if (row is Row { Schema.IsFixed: true })
            throw new StreamException(StreamErrorId.MissingProperty, $"{batch.Position(index).File}: {message}", row.Names is [var only] && only.AsSpan().IndexOfAny(';', '\t') >= 0 ? DelimiterAction : MissingAction);
        if (!property.WasThere && property.Missed == MaxMissing)
            throw NeverThere(property, row);
        return Of(batch, index, StreamErrorId.MissingProperty, message, MissingAction) with { Missing = property };
    }

    /// <summary>No record had a property: the plan is wrong, and saying so once is enough.</summary>
    public static StreamException NeverThere(PropertyReader property, IRow row) => new(StreamErrorId.MissingProperty,
        string.Create(CultureInfo.InvariantCulture, $"There is no property '{property.Name}' in {(property.Missed == 1 ? "the one record" : $"any of {property.Missed:N0} records")}; there are: {NamesOf(row)}."), MissingAction);

    public static RecordError MissingTimestamp(RecordBatch batch, int index, string property) =>
        Of(batch, index, StreamErrorId.MissingTimestamp, $"The time '{property}' is null.", "Every record of a stream with windows needs a time.");

    public static RecordError InvalidTimestamp(RecordBatch batch, int index, string property, object value, string? format)
    {
        var expected = format is null
            ? "Times are ISO 8601 ('2001-01-31T06:55:00Z', no zone = UTC), integers of epoch milliseconds or DateTime, in the years 1 to 9999; give a time format for others."
            : $"The time format is '{format}'; leave it out where times are ISO 8601 or epoch milliseconds.";
        return Of(batch, index, StreamErrorId.InvalidTimestamp, $"The time '{property}' cannot be understood: {Quote(value)}.", expected);
    }

    public static RecordError NullKey(RecordBatch batch, int index, string property) =>
        Of(batch, index, StreamErrorId.NullKey, $"The key '{property}' is null.", "Filter such records out, or give the property a value.");

    public static RecordError InvalidKey(RecordBatch batch, int index, string property, object value) =>
        Of(batch, index, StreamErrorId.InvalidKey, $"The key '{property}' is of the type {value.GetType().Name}.", "A key is text, a number, a Boolean, a time, an enum or a Guid; select such a value of it.");

    public static RecordError InvalidAggregateValue(RecordBatch batch, int index, string aggregate, string? property, object value, string expected) =>
        Of(batch, index, StreamErrorId.InvalidAggregateValue, $"{aggregate}: {Quote(value)} is {Describe(value)}, not {expected}.", "Declare the property's type in the schema, or filter such records out.", property);

    /// <summary>A property whose getter throws.</summary>
    public static RecordError Unreadable(RecordBatch batch, int index, RecordException exception) =>
        Of(batch, index, StreamErrorId.UnreadableProperty, exception.Message, "Correct what the property computes, or select plain values before the stream.") with { Cause = exception };

    public static RecordError Failed(RecordBatch batch, int index, StreamErrorId id, RecordException exception) =>
        Of(batch, index, id, exception.Message, "Correct the script, or filter such records out.") with { Cause = exception };

    /// <summary>A timer on which the work failed: no record is at fault.</summary>
    public static RecordError TimerFailed(string step, object? key, DateTime time, RecordException exception)
    {
        var timer = string.Create(CultureInfo.InvariantCulture, $"the timer{(key is null ? "" : $" of key {Quote(key)}")} at {time:yyyy-MM-ddTHH:mm:ss.FFFZ}");
        return new(StreamErrorId.ProcessFailed, $"'{step}': {timer}: {exception.Message}", "Correct the script.", default, null) { Cause = exception };
    }

    /// <summary>A line of which no row could be made.</summary>
    public static RecordError Line(StreamErrorId id, string message, string action, SourcePosition position, ReadOnlySpan<char> text, string? property = null) =>
        new(id, $"{position}: {message}", action, position, Shorten(text)) { Property = property };

    private static string NamesOf(IRow row) => row.Names.Count == 0 ? "none" : string.Join(", ", row.Names.Take(30));

    /// <summary>The beginning of a text, for a message.</summary>
    public static string Shorten(ReadOnlySpan<char> text) => text.Length <= MaxQuoted ? text.ToString() : $"{text[..MaxQuoted]}...";

    private static RecordError Of(RecordBatch batch, int index, StreamErrorId id, string message, string action, string? property = null)
    {
        var position = batch.Position(index);
        return new(id, $"{position}: {message}", action, position, batch.Row(index)) { Property = property };
    }

    public static string Quote(object value) => $"'{Shorten(Convert.ToString(value, CultureInfo.InvariantCulture))}'";

    private static string Describe(object value) => value is string ? "text" : $"a {value.GetType().Name}";
}
