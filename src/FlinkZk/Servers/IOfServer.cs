using System.ComponentModel;
using System.Management.Automation;

namespace FlinkZk;

/// <summary>A part of a server. <c>$member.Server</c> finds it; views and exports do not list it (see <see cref="IBySession"/>).</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IOfServer
{
    /// <summary>The server.</summary>
    [Hidden]
    ZkEmbeddedServer Server { get; }
}
