using System.Management.Automation;

namespace FlinkZk;

/// <summary>A log file of a process of a Flink cluster.</summary>
public sealed class FlinkLogFile : IShown
{
    private readonly Clusters.Model.FlinkLogFile _file;

    internal FlinkLogFile(string process, Clusters.Model.FlinkLogFile file) => (Process, _file) = (process, file);

    /// <summary>Its name.</summary>
    public string Name => _file.Name;

    /// <summary>Its bytes.</summary>
    public long? Size => _file.Size;

    /// <summary>When it was last written; null where Flink does not say.</summary>
    public PSObject? Modified => _file.Modified is { } time ? ShownValue.IsoTime(time) : null;

    /// <summary>The process: jobmanager, or a TaskManager's id.</summary>
    public string Process { get; }

    string? IShown.ShownFile => PlainText.Line(Name);

    string? IShown.ShownSize => Size is { } size ? ViewText.Size(size) : null;

    string? IShown.ShownModified => _file.Modified is { } time ? ViewText.Time(time) : null;

    string? IShown.ShownHost => PlainText.Line(Process);

    /// <summary>The name and the size.</summary>
    public override string ToString() => PlainText.Line($"{Name} ({((IShown)this).ShownSize})");
}
