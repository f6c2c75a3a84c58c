namespace FlinkZk.Streams.Records;

/// <summary>The names of a row's columns. Rows of the same shape share one instance, so a column's place is looked up once and not for each row.</summary>
public sealed class Schema
{
    private readonly string[] _names;
    private readonly Dictionary<string, int> _exact;
    private readonly Dictionary<string, int> _ignoringCase;

    /// <summary>Makes a schema.</summary>
    /// <param name="names">Column names in order; each once, though two may differ in case only.</param>
    /// <param name="isFixed">Whether every record of the input has these columns (a CSV header): then a missing name is the plan's mistake and not the record's.</param>
    /// <exception cref="ArgumentException">A name occurs twice.</exception>
    public Schema(IEnumerable<string> names, bool isFixed = false)
    {
        ArgumentNullException.ThrowIfNull(names);
        _names = [.. names];
        _exact = new Dictionary<string, int>(_names.Length, StringComparer.Ordinal);
        _ignoringCase = new Dictionary<string, int>(_names.Length, StringComparer.OrdinalIgnoreCase);
        IsFixed = isFixed;
        for (var i = 0; i < _names.Length; i++)
        {
            if (!_exact.TryAdd(_names[i], i))
                throw new ArgumentException($"The column '{_names[i]}' occurs twice.", nameof(names));
            if (!_ignoringCase.TryAdd(_names[i], i))
                Twin ??= _names[i];
        }
    }

    /// <summary>The column names, in order.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>The number of columns.</summary>
    public int Count => _names.Length;

    /// <summary>Whether every record of the input has these columns.</summary>
    public bool IsFixed { get; }

    /// <summary>A name that differs from one before it in case only; null where there is none.</summary>
    internal string? Twin { get; }

    /// <summary>The column's place, or -1. An exact match wins; else the first column that differs in case only.</summary>
    /// <param name="name">The column's name.</param>
    public int IndexOf(string name) =>
        _exact.TryGetValue(name, out var index) || _ignoringCase.TryGetValue(name, out index) ? index : -1;
}
