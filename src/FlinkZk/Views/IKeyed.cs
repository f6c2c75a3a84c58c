using System.ComponentModel;
using System.Management.Automation;

namespace FlinkZk.Views;

/// <summary>Something that may have a key. Where it has none, <c>$result.Key</c> is null and no view has a column for it (see <see cref="IBySession"/>).</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IKeyed
{
    /// <summary>The key.</summary>
    [Hidden]
    object? Key { get; }
}
