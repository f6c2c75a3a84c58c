using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;

namespace FlinkZk.Views;

/// <summary>
/// Objects as the lines of a table whose columns are known only when the first one comes; a table view of PowerShell's has fixed ones.
/// A group begins where the columns change, and at the first object that a formatter gets: then the line of that object brings the header along. The group
/// itself prints nothing, because the engine puts an empty line behind what it prints: so the empty line stands above the header, as with other tables.
/// </summary>
internal static class LineTable
{
    private const int UnknownWidth = 120;

    // A formatter asks for the group, then for header and line, of one object and on one thread.
    [ThreadStatic]
    private static ITableLine? _first;

    /// <summary>The names of all columns.</summary>
    public static string Columns(ITableLine line) => string.Join('\n', line.Columns(int.MaxValue).Select(column => column.Name));

    /// <summary>A group begins with this object.</summary>
    public static void Begin(ITableLine line) => _first = line;

    /// <summary>The header, if a group begins with this object.</summary>
    public static string? Header(ITableLine line) => ReferenceEquals(_first, line) ? Join(Fitting(line).Select(column => (column.Name, column.Width))) : null;

    /// <summary>What underlines the header.</summary>
    public static string Rule(ITableLine line) => Join(Fitting(line).Select(column => (new string('-', column.Name.Length), column.Width)));

    /// <summary>An object. With it the beginning of a group is over.</summary>
    public static string Line(ITableLine line)
    {
        _first = null;
        return Join(Fitting(line).Select(column => (column.Text, column.Width)));
    }

    private static IReadOnlyList<(string Name, string Text, int Width)> Fitting(ITableLine line) => line.Columns(Width());

    // The formatter's host. It need not have a screen; one that has leaves its last column empty.
    private static int Width()
    {
        try
        {
            return (Runspace.DefaultRunspace?.SessionStateProxy.GetVariable("Host") as PSHost)?.UI?.RawUI?.BufferSize.Width is > 1 and var width ? width - 1 : UnknownWidth;
        }
        catch (Exception e) when (e is HostException or NotImplementedException or InvalidOperationException or IOException)
        {
            return UnknownWidth;
        }
    }

    private static string Join(IEnumerable<(string Text, int Width)> cells) =>
        string.Join(' ', cells.Select(static cell => cell.Width < 0 ? cell.Text.PadLeft(-cell.Width) : cell.Text.PadRight(cell.Width))).TrimEnd();
}
