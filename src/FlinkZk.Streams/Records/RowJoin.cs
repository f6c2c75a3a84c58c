namespace FlinkZk.Streams.Records;

/// <summary>
/// Makes one record of a left and a right one: all properties of the left, then those of the right. One that both have is there once where it is the key, else the right one's has a
/// prefix. Where one side is missing its properties, as far as a record has shown them, are null.
/// </summary>
/// <param name="key">The property that is the key on both sides; null where they have keys of other names, or none.</param>
/// <param name="prefix">What is put before names that both sides have.</param>
internal sealed class RowJoin(string? key, string prefix)
{
    private IReadOnlyList<string> _left = [];
    private IReadOnlyList<string> _right = [];
    private Shape? _shape;

    /// <summary>Learns which properties the left, or the right, has.</summary>
    public void See(IRow row, bool isLeft)
    {
        if (isLeft)
            _left = row.Names;
        else
            _right = row.Names;
    }

    public IRow Join(IRow? left, IRow? right)
    {
        _left = left?.Names ?? _left;
        _right = right?.Names ?? _right;
        if (_shape is null || !_shape.IsOf(_left, _right))
            _shape = new Shape(_left, _right, key, prefix);
        var values = new object?[_shape.Schema.Count];
        for (var i = 0; i < _left.Count && left is not null; i++)
            left.TryGetValue(_left[i], out values[i]);
        for (var i = 0; i < _right.Count && right is not null; i++)
        {
            // The key of a right record without partner stands where that of the left would.
            if (_shape.Places[i] is >= 0 and var place && (place >= _left.Count || left is null))
                right.TryGetValue(_right[i], out values[place]);
        }

        var row = new Row(_shape.Schema, values);
        return left is null || right is null ? new PartialRow(row) : row;
    }

    private sealed class Shape
    {
        private readonly string[] _left;
        private readonly string[] _right;

        public Shape(IReadOnlyList<string> left, IReadOnlyList<string> right, string? key, string prefix)
        {
            (_left, _right) = ([.. left], [.. right]);
            var names = new List<string>(_left);
            Places = Array.ConvertAll(_right, name =>
            {
                var twin = names.FindIndex(other => other.Equals(name, StringComparison.OrdinalIgnoreCase));
                if (twin >= 0 && name.Equals(key, StringComparison.OrdinalIgnoreCase))
                    return twin;
                while (names.Exists(other => other.Equals(name, StringComparison.OrdinalIgnoreCase)))
                    name = prefix + name;
                names.Add(name);
                return names.Count - 1;
            });
            Schema = new Schema(names);
        }

        public Schema Schema { get; }

        /// <summary>Where each property of the right goes.</summary>
        public int[] Places { get; }

        public bool IsOf(IReadOnlyList<string> left, IReadOnlyList<string> right) => left.SequenceEqual(_left) && right.SequenceEqual(_right);
    }

    /// <summary>A record without partner: what it has not is the other side's, and null.</summary>
    private sealed class PartialRow(Row row) : IRow
    {
        public IReadOnlyList<string> Names => row.Names;

        public bool TryGetValue(string name, out object? value)
        {
            row.TryGetValue(name, out value);
            return true;
        }
    }
}
