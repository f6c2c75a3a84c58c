using System.ComponentModel;
using System.Management.Automation;
using System.Management.Automation.Host;

namespace FlinkZk.Views;

/// <summary>
/// Writes window results as the lines of a table whose columns are known only when the first one comes; a table view of PowerShell's has fixed ones.
/// A group begins where the columns change, and at the first object that a formatter gets: then the line of that object brings the header along. The group
/// itself prints nothing, because the engine puts an empty line behind what it prints: so the empty line stands above the header, as with other tables.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class WindowResultView
{
    private const int UnknownWidth = 120;

    // A formatter asks for the group and then for the line, of one object and on one thread.
    [ThreadStatic]
    private static FlinkWindowResult? _first;

    /// <summary>What two results must share to stand in one table.</summary>
    public static string Columns(PSObject item) => string.Join('\n', Result(item).Columns(int.MaxValue).Select(column => column.Name));

    /// <summary>A group begins. Asked as a condition, which does not hold: what is not bound prints no line.</summary>
    public static bool Begin(PSObject item)
    {
        _first = Result(item);
        return false;
    }

    /// <summary>A result; with the header, if a group begins with it.</summary>
    /// <param name="item">The result.</param>
    /// <param name="host">How wide it writes.</param>
    /// <param name="style">What begins the style of a header.</param>
    /// <param name="reset">What ends it.</param>
    public static string Line(PSObject item, PSHost? host, string style, string reset)
    {
        var result = Result(item);
        var columns = result.Columns(Width(host));
        var line = Join(columns.Select(column => (column.Text, column.Width)));
        if (!ReferenceEquals(_first, result))
            return line;
        _first = null;
        var header = Join(columns.Select(column => (column.Name, column.Width)));
        var underline = Join(columns.Select(column => (new string('-', column.Name.Length), column.Width)));
        return $"{style}{header}{reset}\n{style}{underline}{reset}\n{line}";
    }

    private static FlinkWindowResult Result(PSObject item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return (FlinkWindowResult)item.BaseObject;
    }

    // A host need not have a screen. One that has leaves its last column empty.
    private static int Width(PSHost? host)
    {
        try
        {
            return host?.UI?.RawUI?.BufferSize.Width is > 1 and var width ? width - 1 : UnknownWidth;
        }
        catch (Exception e) when (e is HostException or NotImplementedException or InvalidOperationException or IOException)
        {
            return UnknownWidth;
        }
    }

    private static string Join(IEnumerable<(string Text, int Width)> cells) =>
        string.Join(' ', cells.Select(static cell => cell.Width < 0 ? cell.Text.PadLeft(-cell.Width) : cell.Text.PadRight(cell.Width))).TrimEnd();
}
