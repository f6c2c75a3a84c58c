using System.Management.Automation;
using FlinkZk.Streams.Runtime;

namespace FlinkZk;

/// <summary>A record that came after every window it lies in was gone.</summary>
public sealed class FlinkLateRecord : IShown
{
    internal FlinkLateRecord(LateRecord late)
    {
        Time = late.Timestamp;
        Key = late.Key;
        Position = late.Position.ToString();
        Record = RowObject.ToKeep(late.Row);
    }

    /// <summary>Its time, UTC.</summary>
    public DateTime Time { get; }

    /// <summary>Its key; null where the stream has none.</summary>
    public object? Key { get; }

    /// <summary>Where it came from: file and line, or the number of the pipeline's object.</summary>
    public string Position { get; }

    /// <summary>The record itself.</summary>
    public PSObject Record { get; }

    string? IShown.ShownTime => ViewText.Cell(Time);

    string? IShown.ShownKey => Key is null ? null : ViewText.Cell(Key);

    string? IShown.ShownPosition => PlainText.Line(Path.GetFileName(Position));

    string? IShown.ShownFile => PlainText.Line(Position);

    string? IShown.ShownRecord => PlainText.Line(Record.ToString());

    /// <summary>Its time, its key and where it came from.</summary>
    public override string ToString() => $"{ViewText.Time(Time)}{(Key is null ? "" : $" {ViewText.Cell(Key)}")} ({PlainText.Line(Position)})";
}
