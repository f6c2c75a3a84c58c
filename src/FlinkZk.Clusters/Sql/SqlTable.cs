using FlinkZk.Clusters.Http;

namespace FlinkZk.Clusters.Sql;

/// <summary>The table that a changelog makes, as Flink's SQL client shows it (MaterializedCollectStreamResult): a row that goes is the last that is equal to it.</summary>
public sealed class SqlTable
{
    /// <summary>How many rows it may have.</summary>
    public const int MostRows = 1_000_000;

    private readonly List<SqlRow?> _rows = [];
    private readonly Dictionary<string, Stack<int>> _places = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>The rows, those that came first in front.</summary>
    public IEnumerable<SqlRow> Rows => _rows.OfType<SqlRow>();

    /// <summary>Applies a row.</summary>
    /// <exception cref="FlinkException">The table is full.</exception>
    public void Apply(SqlRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (row.Kind is SqlRowKind.Insert or SqlRowKind.UpdateAfter)
            Add(row);
        else
            Remove(row);
    }

    private void Add(SqlRow row)
    {
        if (_count == MostRows)
            throw new FlinkException(FlinkProblem.AnswerTooLarge, FlinkOutcome.Done, $"The table has more than {MostRows} rows.");
        if (!_places.TryGetValue(row.Written, out var places))
            _places.Add(row.Written, places = new());
        places.Push(_rows.Count);
        _rows.Add(row with { Kind = SqlRowKind.Insert });
        _count++;
        if (_rows.Count > 1024 && _rows.Count > 2 * _count)
            Compact();
    }

    private void Remove(SqlRow row)
    {
        if (!_places.TryGetValue(row.Written, out var places))
            return;
        _rows[places.Pop()] = null;
        _count--;
        if (places.Count == 0)
            _places.Remove(row.Written);
    }

    private void Compact()
    {
        _rows.RemoveAll(row => row is null);
        _places.Clear();
        for (var at = 0; at < _rows.Count; at++)
        {
            if (!_places.TryGetValue(_rows[at]!.Written, out var places))
                _places.Add(_rows[at]!.Written, places = new());
            places.Push(at);
        }
    }
}
