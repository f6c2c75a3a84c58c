using System.Globalization;
using FlinkZk.Streams.Aggregates;
using FlinkZk.Streams.Records;
using FlinkZk.Streams.Time;
using FlinkZk.Streams.Windows;

namespace FlinkZk.Streams.Operators;

/// <summary>Why a window has no result.</summary>
internal static class WindowErrors
{
    private static string Span(TimeWindow window) => string.Create(CultureInfo.InvariantCulture, $" from {EpochTime.ToDateTime(window.Start):u} to {EpochTime.ToDateTime(window.End):u}");

    public static RecordError Overflow(Overflow overflow, TimeWindow window, object? key)
    {
        var of = key is null ? "" : $" of key {RecordErrors.Quote(key)}";
        var message = string.Create(CultureInfo.InvariantCulture,
            $"'{overflow.Aggregate}': the sum{of} in the window{(window == TimeWindow.Global ? "" : Span(window))} leaves the range of {overflow.Type}; the window has no result.");
        return new(StreamErrorId.AggregateOverflow, message, "Declare the property as Decimal or Double in the schema, or use smaller windows.", default, null) { Property = overflow.Aggregate.Property };
    }
}
