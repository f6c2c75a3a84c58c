using System.ComponentModel;
using System.Management.Automation;

namespace FlinkZk.Views;

/// <summary>Something that can be lost. <c>$lock.Lost</c> finds the token; views and exports do not list it (see <see cref="IBySession"/>).</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ILosable
{
    /// <summary>Cancelled when it is lost without having been given back.</summary>
    [Hidden]
    CancellationToken Lost { get; }
}
