using System.Collections.ObjectModel;

namespace FlinkZk.Views;

/// <summary>Objects that as one text are one line: so a cell of a CSV file has them, and not the name of a .NET type.</summary>
internal sealed class ObjectList<T>(IEnumerable<T> items) : ReadOnlyCollection<T>([.. items])
{
    /// <summary>All of them in one line.</summary>
    public override string ToString() => string.Join("; ", this);
}
