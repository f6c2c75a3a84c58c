using System.ComponentModel;
using System.Management.Automation;

namespace FlinkZk.Views;

/// <summary>Something that others may ask for. <c>$lock.Requested</c> finds the token; views and exports do not list it (see <see cref="IBySession"/>).</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IRequestable
{
    /// <summary>Cancelled when somebody wants it to be given back.</summary>
    [Hidden]
    CancellationToken Requested { get; }
}
