namespace FlinkZk.Streams.Connectors;

/// <summary>Reads the first records ahead, so that types can be inferred of them, then gives them out again and goes on.</summary>
internal sealed class SampledFieldReader : FieldReader
{
    /// <summary>Enough to tell types; a few hundred kilobytes.</summary>
    public const int SampleSize = 1000;

    private readonly FieldReader _inner;
    private readonly Queue<Record> _sample = [];
    private Record? _current;

    public SampledFieldReader(FieldReader inner)
    {
        _inner = inner;
        long characters = 0;
        while (_sample.Count < SampleSize && characters < MaxCharacters && inner.Read())
        {
            var fields = new string?[inner.Count];
            for (var i = 0; i < fields.Length; i++)
                characters += (fields[i] = inner.IsNull(i) ? null : inner.Field(i).ToString())?.Length ?? 0;
            _sample.Enqueue(new Record(inner.Line, inner.Error, fields));
        }
    }

    /// <summary>Records may be large: then fewer make the sample.</summary>
    private const long MaxCharacters = 4 << 20;

    public override int Count => _current?.Fields.Length ?? _inner.Count;

    /// <summary>A column's values in the sample.</summary>
    public IEnumerable<string?> Sample(int column) => _sample.Where(r => r.Fields.Length > column).Select(r => r.Fields[column]);

    public override ReadOnlySpan<char> Field(int index) => _current is null ? _inner.Field(index) : _current.Fields[index];

    public override bool IsNull(int index) => _current is null ? _inner.IsNull(index) : _current.Fields[index] is null;

    public override bool Read()
    {
        if (!_sample.TryDequeue(out _current) && !_inner.Read())
            return false;
        (Line, Error) = _current is null ? (_inner.Line, _inner.Error) : (_current.Line, _current.Error);
        return true;
    }

    private sealed record Record(long Line, FieldError? Error, string?[] Fields);
}
