using FlinkZk.Streams.Records;

namespace FlinkZk;

/// <summary>A record as it is now: all its properties are read, so that it can be kept whatever becomes of the object.</summary>
internal static class ReadRow
{
    private static Schema _last = new([]);

    /// <exception cref="RecordException">A property cannot be read.</exception>
    public static Row Of(IRow row)
    {
        var names = row.Names;
        var values = new object?[names.Count];
        for (var i = 0; i < values.Length; i++)
            row.TryGetValue(names[i], out values[i]);
        // Rows of one shape share a schema.
        var schema = Volatile.Read(ref _last);
        if (!schema.Names.SequenceEqual(names))
            Volatile.Write(ref _last, schema = new Schema(names));
        return new Row(schema, values);
    }
}
