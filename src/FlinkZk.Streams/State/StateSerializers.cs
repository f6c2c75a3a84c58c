namespace FlinkZk.Streams.State;

/// <summary>The serializers of common types.</summary>
internal static class StateSerializers
{
    public static readonly StateSerializer<long> Int64 = new((writer, value) => writer.Write(value), reader => reader.ReadInt64());

    public static readonly StateSerializer<string> Text = new((writer, value) => writer.Write(value), reader => reader.ReadText());

    public static StateSerializer<List<T>> ListOf<T>(StateSerializer<T> item) => new(
        (writer, list) =>
        {
            writer.Write(list.Count);
            foreach (var value in list)
                item.Write(writer, value);
        },
        reader =>
        {
            var list = new List<T>();
            for (var count = reader.ReadInt32(); count > 0; count--)
                list.Add(item.Read(reader));
            return list;
        });

    public static StateSerializer<Stamped<T>> StampedOf<T>(StateSerializer<T> value) => new(
        (writer, stamped) =>
        {
            writer.Write(stamped.Touched);
            value.Write(writer, stamped.Value);
        },
        reader =>
        {
            var touched = reader.ReadInt64();
            return new(value.Read(reader), touched);
        });

    public static StateSerializer<SortedDictionary<TKey, TValue>> MapOf<TKey, TValue>(StateSerializer<TKey> key, StateSerializer<TValue> value, IComparer<TKey> order)
        where TKey : notnull => new(
        (writer, map) =>
        {
            writer.Write(map.Count);
            foreach (var (k, v) in map)
            {
                key.Write(writer, k);
                value.Write(writer, v);
            }
        },
        reader =>
        {
            var map = new SortedDictionary<TKey, TValue>(order);
            for (var count = reader.ReadInt32(); count > 0; count--)
                map.Add(key.Read(reader), value.Read(reader));
            return map;
        });
}
