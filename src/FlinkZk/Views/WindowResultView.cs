using System.ComponentModel;
using System.Globalization;
using System.Management.Automation;
using FlinkZk.Streams.Runtime;

namespace FlinkZk;

/// <summary>Writes window results as the lines of a table whose columns are known only when the first one comes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class WindowResultView
{
    private const int TimeWidth = 19;
    private const int KeyWidth = 12;
    private const int NumberWidth = 10;

    /// <summary>What two results must share to stand in one table.</summary>
    public static string Columns(PSObject item) => string.Join('\n', Names(Result(item)));

    /// <summary>The header.</summary>
    public static string Header(PSObject item) => Join(Result(item), Names(Result(item)));

    /// <summary>The line under the header.</summary>
    public static string Underline(PSObject item) => Join(Result(item), Names(Result(item)).Select(name => new string('-', name.Length)));

    /// <summary>A result.</summary>
    public static string Line(PSObject item)
    {
        var result = Result(item);
        return Join(result, Cells(result));
    }

    private static WindowResult Result(PSObject item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return (WindowResult)item.BaseObject;
    }

    private static IEnumerable<string> Names(WindowResult result)
    {
        yield return nameof(result.Start);
        yield return nameof(result.End);
        if (result.Key is not null)
            yield return nameof(result.Key);
        foreach (var name in result.Names)
            yield return name;
        yield return nameof(result.Revision);
    }

    private static IEnumerable<string> Cells(WindowResult result)
    {
        yield return Text(result.Start);
        yield return Text(result.End);
        if (result.Key is not null)
            yield return Text(result.Key);
        foreach (var value in result.Values)
            yield return Text(value);
        yield return Text(result.Revision);
    }

    private static string Join(WindowResult result, IEnumerable<string> cells) =>
        string.Join(' ', cells.Zip(Widths(result), static (cell, width) => width < 0 ? cell.PadLeft(-width) : cell.PadRight(width)));

    /// <summary>Positive: to the left; negative: to the right, as numbers are.</summary>
    private static IEnumerable<int> Widths(WindowResult result)
    {
        yield return TimeWidth;
        yield return TimeWidth;
        if (result.Key is not null)
            yield return KeyWidth;
        for (var i = 0; i < result.Names.Count; i++)
            yield return result.Values[i] is string or DateTime ? Math.Max(TimeWidth, result.Names[i].Length) : -Math.Max(NumberWidth, result.Names[i].Length);
        yield return -nameof(result.Revision).Length;
    }

    private static string Text(object? value) => value switch
    {
        null => "",
        DateTime { Millisecond: 0 } time => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture),
        double number => number.ToString("0.##", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
