using System.ComponentModel;
using System.Management.Automation;

namespace FlinkZk;

/// <summary>
/// An object that was read through a session. <c>$node.Session</c> and binding by property name find it; tables, Select-Object *, ConvertTo-Json and
/// Export-Csv do not, for which an explicit implementation is needed beside <see cref="HiddenAttribute"/>: ConvertTo-Json does not heed the attribute.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IBySession
{
    /// <summary>The session: cmdlets further down the pipeline use it.</summary>
    [Hidden]
    ZkSession Session { get; }
}
