using FlinkZk.Streams.State;

namespace FlinkZk.Streams.Windows;

/// <summary>Keys of any kind, also of several.</summary>
internal sealed class ObjectKeyIndex : KeyIndex
{
    private readonly Dictionary<object, int> _ids = [];
    private readonly List<object> _keys = [];

    /// <summary>An index of the same keys under the same numbers.</summary>
    public static ObjectKeyIndex Of(KeyIndex other)
    {
        var index = new ObjectKeyIndex();
        for (var id = 0; id < other.Count; id++)
            index.FindOrAdd(other.Key(id));
        return index;
    }

    public override int FindOrAdd(object key)
    {
        if (_ids.TryGetValue(key, out var id))
            return id;
        _ids.Add(key, Count);
        _keys.Add(key);
        return Count++;
    }

    public override object Key(int id) => _keys[id];

    public override int Hash(int id) => Keys.Hash(_keys[id]);
}
