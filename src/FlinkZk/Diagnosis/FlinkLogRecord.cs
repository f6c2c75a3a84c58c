using System.Globalization;
using System.Management.Automation;

namespace FlinkZk;

/// <summary>What a process of a Flink cluster logged at once, with the lines that belong to it, such as a stack.</summary>
public sealed class FlinkLogRecord : IShown
{
    private readonly Clusters.Diagnosis.FlinkLogRecord _record;

    internal FlinkLogRecord(string process, string file, Clusters.Diagnosis.FlinkLogRecord record) => (Process, File, _record) = (process, file, record);

    /// <summary>When, by the clock and in the zone of the process; null where a line does not begin as Flink's own configuration writes it.</summary>
    public PSObject? Time => _record.Time is { } time ? new ShownValue(time, time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff", CultureInfo.InvariantCulture)) : null;

    /// <summary>INFO, WARN, ERROR and so on.</summary>
    public string? Level => _record.Level;

    /// <summary>The class that said it.</summary>
    public string? Logger => _record.Logger;

    /// <summary>What it said.</summary>
    public string Message => _record.Message;

    /// <summary>The process: jobmanager, or a TaskManager's id.</summary>
    public string Process { get; }

    /// <summary>The file.</summary>
    public string File { get; }

    string? IShown.ShownTime => _record.Time?.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);

    string? IShown.ShownMoment => _record.Time?.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);

    string? IShown.ShownReason => PlainText.Line(Level);

    string? IShown.ShownScheme => PlainText.Line(Logger);

    string? IShown.ShownPurpose => PlainText.Line(Logger is { } name ? name[(name.LastIndexOf('.') + 1)..] : null);

    string? IShown.ShownRecord => PlainText.Line(Message.Split('\n')[0]);

    string? IShown.ShownText => PlainText.Lines(Message.Replace("\t", "    ", StringComparison.Ordinal));

    string? IShown.ShownHost => PlainText.Line(Process);

    string? IShown.ShownFile => PlainText.Line(File);

    /// <summary>Level and message.</summary>
    public override string ToString() => PlainText.Line($"{(Level is null ? "" : Level + " ")}{Message.Split('\n')[0]}");
}
