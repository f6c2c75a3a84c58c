using System.Management.Automation;

namespace FlinkZk;

/// <summary>A row of a result of Flink SQL. Its columns, and RowKind, are properties of the object in the pipeline.</summary>
public sealed class FlinkSqlRow : ITabled, ITableLine
{
    private readonly SqlLayout _layout;

    internal FlinkSqlRow(SqlLayout layout, object?[] values, string kind) => (_layout, Values, Kind) = (layout, values, kind);

    string ITabled.ShownColumns => LineTable.Columns(this);

    bool ITabled.ShownBegin
    {
        get
        {
            LineTable.Begin(this);
            return false;
        }
    }

    string? ITabled.ShownHeader => LineTable.Header(this);

    string ITabled.ShownRule => LineTable.Rule(this);

    string ITabled.ShownLine => LineTable.Line(this);

    internal object?[] Values { get; }

    internal string Kind { get; }

    IReadOnlyList<(string Name, string Text, int Width)> ITableLine.Columns(int width) => _layout.Of(this, width);

    /// <summary>The values in one line.</summary>
    public override string ToString() => string.Join(", ", Values.Select((value, at) => $"{PlainText.Line(_layout.Names[at])} = {SqlOutput.Cell(value)}"));

    /// <summary>As it goes down the pipeline.</summary>
    internal PSObject ToOutput()
    {
        var item = new PSObject(this);
        for (var at = 0; at < Values.Length; at++)
            item.Properties.Add(new PSNoteProperty(_layout.Names[at], Values[at]), preValidated: true);
        item.Properties.Add(new PSNoteProperty("RowKind", Kind), preValidated: true);
        return item;
    }
}
