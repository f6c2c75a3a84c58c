using System.Collections.ObjectModel;

namespace FlinkZk.Wire;

/// <summary>
/// Sentences for people, each in one line by <see cref="PlainText.Line"/>. As text they stand behind each other: so a cell of a CSV file has them, and not the
/// name of a .NET type.
/// </summary>
/// <param name="lines">The sentences.</param>
public sealed class TextLines(IEnumerable<string> lines) : ReadOnlyCollection<string>([.. lines.Select(static line => PlainText.Line(line))])
{
    /// <summary>All of them in one line.</summary>
    public override string ToString() => string.Join("; ", this);
}
