using System.Globalization;
using System.Management.Automation;
using FlinkZk.Streams.Runtime;

namespace FlinkZk;

/// <summary>What a window of one key amounts to. Its aggregates, and its key where the stream has one, are properties of the object in the pipeline.</summary>
public sealed class FlinkWindowResult : IKeyed, ITabled, ITableLine
{
    private readonly WindowResult _result;
    private readonly WindowColumns _columns;

    internal FlinkWindowResult(WindowResult result, WindowColumns columns) => (_result, _columns) = (result, columns);

    /// <summary>The first moment of the window, UTC.</summary>
    public DateTime Start => _result.Start;

    /// <summary>The first moment after it, UTC.</summary>
    public DateTime End => _result.End;

    object? IKeyed.Key => Key;

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

    internal object? Key => _result.Key;

    // The configuration's revision under which the window fired. Of what is public, ConvertTo-Json takes the properties of the class first: this one is to come last, as in the table.
    internal long Revision => _result.Revision;

    internal IEnumerable<(string Name, object? Value)> Aggregates => _result.Names.Zip(_result.Values);

    /// <summary>Window, key and aggregates in one line.</summary>
    public override string ToString() =>
        $"{ViewText.Cell(Start)} to {ViewText.Cell(End)}{(Key is null ? "" : $" {ViewText.Cell(Key)}")}: {string.Join(", ", Aggregates.Select(aggregate => $"{PlainText.Line(aggregate.Name)} = {ViewText.Cell(aggregate.Value)}"))}";

    IReadOnlyList<(string Name, string Text, int Width)> ITableLine.Columns(int width) => _columns.Of(this, width);

    /// <summary>As it goes down the pipeline: all that it has in the order of the table, times as ISO 8601 wherever they become text.</summary>
    internal PSObject ToOutput(bool keyed)
    {
        var item = new PSObject(this);
        Add(item, nameof(Start), Start);
        Add(item, nameof(End), End);
        if (keyed)
            Add(item, nameof(Key), Key);
        foreach (var (name, value) in Aggregates)
            Add(item, name, value);
        Add(item, nameof(Revision), Revision);
        return item;
    }

    private static void Add(PSObject item, string name, object? value) => item.Properties.Add(new PSNoteProperty(name, Shown(value)), preValidated: true);

    // A list is text in a cell of a CSV file, and a list to whoever names the property.
    private static object? Shown(object? value) => value is object?[] list ? new ShownValue(list, string.Join("; ", list.Select(item => item is DateTime time ? ViewText.IsoTime(time) : Convert.ToString(item, CultureInfo.InvariantCulture)))) : ShownValue.IsoTime(value);
}
