using System.ComponentModel;
using System.Management.Automation;

namespace FlinkZk.Views;

/// <summary>A line of a table whose columns are known only when the first one comes, as <see cref="LineTable"/> writes it; only its view names these (see <see cref="IShown"/>).</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ITabled
{
    /// <summary>What two lines must share to stand in one table.</summary>
    [Hidden]
    string ShownColumns { get; }

    /// <summary>Asked by a formatter whose group begins here. Never true: what is asked as a condition that does not hold prints no line.</summary>
    [Hidden]
    bool ShownBegin { get; }

    /// <summary>The header, if a group begins with this line.</summary>
    [Hidden]
    string? ShownHeader { get; }

    /// <summary>What stands between header and lines.</summary>
    [Hidden]
    string ShownRule { get; }

    /// <summary>The line.</summary>
    [Hidden]
    string ShownLine { get; }
}
