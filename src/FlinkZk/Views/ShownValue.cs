using System.Management.Automation;

namespace FlinkZk.Views;

/// <summary>
/// A value of a property that is shown otherwise than the engine would: tables, lists and CSV print the text, whoever names the property gets the value.
/// Export-Csv and the formatter call ToString of what a property holds, and comparisons, arithmetic, conversions and ConvertTo-Json take its base object:
/// a PSObject of a class of its own is both. (An ETS method named ToString would hide the base object's, and Export-Csv does not call it.)
/// </summary>
/// <param name="value">The value.</param>
/// <param name="text">How it is shown.</param>
internal sealed class ShownValue(object value, string text) : PSObject(value)
{
    /// <summary>A time in ISO 8601, UTC, in any culture; other values as they are.</summary>
    public static object? IsoTime(object? value) => value is DateTime time ? new ShownValue(time, ViewText.IsoTime(time)) : value;

    /// <summary>A time in ISO 8601, UTC, in any culture.</summary>
    public static PSObject IsoTime(DateTimeOffset time) => new ShownValue(time, ViewText.IsoTime(time.UtcDateTime));

    /// <inheritdoc/>
    public override string ToString() => text;
}
