using FlinkZk.Clusters.Sql;

namespace FlinkZk;

/// <summary>Rows of one statement on their way out: as they come, or as the table that they make.</summary>
/// <param name="isTable">Whether the table is wanted.</param>
/// <param name="write">Writes a row.</param>
internal sealed class SqlRows(bool isTable, Action<FlinkSqlRow> write)
{
    private readonly SqlTable? _table = isTable ? new() : null;
    private SqlLayout? _layout;

    /// <summary>How many have come.</summary>
    public long Count { get; private set; }

    /// <summary>Takes a page.</summary>
    public void Take(IReadOnlyList<SqlColumn> columns, IReadOnlyList<SqlRow> page)
    {
        _layout ??= new(columns);
        Count += page.Count;
        if (_table is null)
        {
            Write(page);
            return;
        }
        foreach (var row in page)
            _table.Apply(row);
    }

    /// <summary>No more come.</summary>
    public void End()
    {
        if (_table is not null)
            Write([.. _table.Rows]);
    }

    private void Write(IReadOnlyList<SqlRow> rows)
    {
        foreach (var row in _layout?.Rows(rows) ?? [])
            write(row);
    }
}
