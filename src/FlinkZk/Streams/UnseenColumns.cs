using FlinkZk.Streams.Records;

namespace FlinkZk;

/// <summary>Columns that no record has had yet: a name of which that stays true is a slip, because to PowerShell a missing property is null.</summary>
/// <param name="names">The names.</param>
internal sealed class UnseenColumns(IEnumerable<string> names)
{
    private readonly List<string> _unseen = [.. names];
    private Schema? _last;

    /// <summary>The columns of the first record; null before one came.</summary>
    public IReadOnlyList<string>? There { get; private set; }

    /// <summary>Those that no record had; none while no record came.</summary>
    public IReadOnlyList<string> Names => There is null ? [] : _unseen;

    public void Look(IRow row)
    {
        if (_unseen.Count == 0)
            return;
        There ??= row.Names;
        // Rows of one schema have the same columns.
        if (row is Row { Schema: var schema })
        {
            if (ReferenceEquals(schema, _last))
                return;
            _last = schema;
        }
        _unseen.RemoveAll(name => RowObject.HasMember(row, name));
    }
}
