using System.ComponentModel;
using System.Management.Automation;

namespace FlinkZk;

/// <summary>An object that a Flink cluster told of. <c>$job.Cluster</c> and binding by property name find it; views and exports do not list it (see <see cref="IBySession"/>).</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IByCluster
{
    /// <summary>The connection: cmdlets further down the pipeline use it.</summary>
    [Hidden]
    FlinkConnection Cluster { get; }
}
