using FlinkZk.Streams.Records;
using FlinkZk.Streams.State;

namespace FlinkZk.Streams.Windows;

/// <summary>Keys that are all Int64.</summary>
internal sealed class Int64KeyIndex(int expected) : KeyIndex
{
    private Slots _slots = new(expected);
    private long[] _keys = new long[Math.Max(4, expected)];

    public override int FindOrAdd(object key) => key is long number ? FindOrAdd(number) : -1;

    public int FindOrAdd(long key)
    {
        var place = _slots.First(Slots.Mix((ulong)key));
        while (_slots.At(place) is >= 0 and var id)
        {
            if (_keys[id] == key)
                return id;
            place = _slots.Next(place);
        }

        if (Count == _slots.Capacity)
        {
            Grow();
            _slots.Insert(Slots.Mix((ulong)key), Count);
        }
        else
        {
            _slots.Put(place, Count);
        }

        if (Count == _keys.Length)
            Array.Resize(ref _keys, Count * 2);
        _keys[Count] = key;
        return Count++;
    }

    public override object Key(int id) => FieldConverter.Box(_keys[id]);

    public override int Hash(int id) => JavaHash.Of(_keys[id]);

    private void Grow()
    {
        _slots.Double();
        for (var id = 0; id < Count; id++)
            _slots.Insert(Slots.Mix((ulong)_keys[id]), id);
    }
}
