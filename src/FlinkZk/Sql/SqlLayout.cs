using FlinkZk.Clusters.Sql;

namespace FlinkZk;

/// <summary>The properties that the rows of one statement have, and the columns of their table. Widths are those of the first rows, for lines are written before the next rows are known.</summary>
internal sealed class SqlLayout
{
    private const string Kind = "RowKind";
    private const int MostWidth = 40;
    private const int LeastWidth = 8;
    private const int KindWidth = 13;

    // What views ask of a row must be the row's own.
    private static readonly string[] Taken = [Kind, .. typeof(ITabled).GetProperties().Select(property => property.Name)];

    private readonly IReadOnlyList<SqlColumn> _columns;
    private readonly bool[] _isNumber;
    private int[]? _widths;

    public SqlLayout(IReadOnlyList<SqlColumn> columns)
    {
        _columns = columns;
        // Flink's SHOW JOBS and INSERT call it 'job id': under this name Stop-FlinkJob takes it from the pipeline.
        Names = SqlNames.Distinct(columns.Select(column => column.Name == "job id" ? "JobId" : column.Name), Taken);
        _isNumber = [.. columns.Select(column => column.Type.Name is "TINYINT" or "SMALLINT" or "INTEGER" or "BIGINT" or "FLOAT" or "DOUBLE" or "DECIMAL")];
    }

    /// <summary>The names of the properties, without that of the kind.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Whether rows go and change: then the kind is a column, too.</summary>
    public bool HasChanges { get; private set; }

    /// <summary>The rows of a page.</summary>
    public FlinkSqlRow[] Rows(IReadOnlyList<SqlRow> page)
    {
        HasChanges |= page.Any(row => row.Kind != SqlRowKind.Insert);
        var rows = page.Select(row => new FlinkSqlRow(this, [.. row.Values.Select((value, at) => SqlOutput.Value(value, _columns[at].Type))], Name(row.Kind))).ToArray();
        _widths ??= [.. Names.Select((name, at) => Math.Min(MostWidth, Math.Max(PlainText.Line(name).Length, rows.Select(row => SqlOutput.Cell(row.Values[at]).Length).DefaultIfEmpty().Max())))];
        return rows;
    }

    /// <summary>Name, text and width of each column. If the room does not suffice, the widest text is cut; then columns at the right are left out, and a last one says so.</summary>
    public IReadOnlyList<(string Name, string Text, int Width)> Of(FlinkSqlRow row, int width)
    {
        var cells = row.Values.Select((value, at) => (Name: PlainText.Line(Names[at]), Text: SqlOutput.Cell(value), Width: _isNumber[at] ? -_widths![at] : _widths![at])).ToList();
        if (HasChanges)
            cells.Insert(0, (Kind, row.Kind, KindWidth));
        for (var excess = Room(cells) - width; excess > 0; excess = Room(cells) - width)
        {
            var widest = Enumerable.Range(0, cells.Count).Where(at => cells[at].Width > LeastWidth).OrderByDescending(at => cells[at].Width).FirstOrDefault(-1);
            if (widest < 0)
                return Leftmost(cells, width);
            cells[widest] = cells[widest] with { Width = Math.Max(LeastWidth, cells[widest].Width - excess) };
        }
        return [.. cells.Select(Cut)];
    }

    private static List<(string, string, int)> Leftmost(List<(string Name, string Text, int Width)> cells, int width)
    {
        while (cells.Count > 1 && Room(cells) + 2 > width)
            cells.RemoveAt(cells.Count - 1);
        return [.. cells.Select(Cut), ("…", "…", 1)];
    }

    private static int Room(List<(string Name, string Text, int Width)> cells) => cells.Sum(cell => Math.Abs(cell.Width) + 1) - 1;

    private static (string, string, int) Cut((string Name, string Text, int Width) cell) => cell.Width < 0 ? cell : (Cut(cell.Name, cell.Width), Cut(cell.Text, cell.Width), cell.Width);

    private static string Cut(string text, int width) => text.Length <= width ? text : string.Concat(text.AsSpan(0, width - (char.IsHighSurrogate(text[width - 2]) ? 2 : 1)), "…");

    private static string Name(SqlRowKind kind) => kind switch
    {
        SqlRowKind.Insert => "INSERT",
        SqlRowKind.UpdateBefore => "UPDATE_BEFORE",
        SqlRowKind.UpdateAfter => "UPDATE_AFTER",
        _ => "DELETE",
    };
}
