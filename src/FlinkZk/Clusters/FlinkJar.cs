using System.Management.Automation;
using FlinkZk.Clusters.Model;

namespace FlinkZk;

/// <summary>A jar that a JobManager has.</summary>
public sealed class FlinkJar : IByCluster, IShown
{
    private readonly FlinkConnection _cluster;

    internal FlinkJar(FlinkConnection cluster, FlinkJarFile file) => (_cluster, File) = (cluster, file);

    /// <summary>The file's name.</summary>
    public string Name => File.Name;

    /// <summary>Its id.</summary>
    public string JarId => File.Id;

    /// <summary>When it came; null of one that was published just now.</summary>
    public PSObject? Uploaded => File.Uploaded is { } time ? ShownValue.IsoTime(time) : null;

    /// <summary>The class with a main method that its manifest names; null where it names none.</summary>
    public string? EntryClass => File.Entries is { Count: > 0 } entries ? entries[0].Name : null;

    /// <summary>The JobManager that has it. Others do not.</summary>
    public Uri? Address => File.Address;

    /// <summary>The file that it was published of, and the hash of its bytes; null where that is not known.</summary>
    internal (string Path, string Sha256)? Source { get; init; }

    /// <summary>As the cluster tells of it.</summary>
    internal FlinkJarFile File { get; }

    FlinkConnection IByCluster.Cluster => _cluster;

    string? IShown.ShownText => PlainText.Line(Name);

    string? IShown.ShownFile => PlainText.Line(JarId);

    string? IShown.ShownTime => File.Uploaded is { } time ? ViewText.Time(time) : null;

    string? IShown.ShownKey => PlainText.Line(EntryClass);

    string? IShown.ShownHost => PlainText.Line(Address?.AbsoluteUri.TrimEnd('/'));

    /// <summary>Its id.</summary>
    public override string ToString() => PlainText.Line(JarId);
}
