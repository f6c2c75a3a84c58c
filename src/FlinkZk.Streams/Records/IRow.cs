namespace FlinkZk.Streams.Records;

/// <summary>One record as the engine sees it: values by property name. What a name means (ignoring case, an exact match first) is the row's affair.</summary>
public interface IRow
{
    /// <summary>The property names, in the record's own order.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>Reads a property.</summary>
    /// <param name="name">The property's name; an exact match wins over one that differs in case.</param>
    /// <param name="value">The value, which may be null.</param>
    /// <returns>False when the record has no such property.</returns>
    /// <exception cref="RecordException">It has the property, and it cannot be read: the record's error.</exception>
    bool TryGetValue(string name, out object? value);
}
