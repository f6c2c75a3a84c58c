namespace FlinkZk.Streams.State;

/// <summary>One state of one key: values by namespace, sorted. They are few, so an array is the quickest map.</summary>
/// <typeparam name="T">The values.</typeparam>
internal sealed class NamespaceList<T>
{
    private (StateNamespace Namespace, T Value)[] _items = new (StateNamespace, T)[1];

    public int Count { get; private set; }

    public StateNamespace this[int index] => _items[index].Namespace;

    /// <summary>The place of a namespace, or the complement of the place where it would stand.</summary>
    public int IndexOf(StateNamespace wanted)
    {
        var index = LowerBound(wanted);
        return index < Count && _items[index].Namespace == wanted ? index : ~index;
    }

    public ref T Value(int index) => ref _items[index].Value;

    public void Insert(int index, StateNamespace at, T value)
    {
        if (Count == _items.Length)
            Array.Resize(ref _items, Count * 2);
        Array.Copy(_items, index, _items, index + 1, Count - index);
        _items[index] = (at, value);
        Count++;
    }

    public void RemoveRange(int index, int count)
    {
        Count -= count;
        Array.Copy(_items, index + count, _items, index, Count - index);
        Array.Clear(_items, Count, count);
    }

    /// <summary>The first place that is not below <paramref name="wanted"/>. New windows mostly come last, so the search begins there.</summary>
    private int LowerBound(StateNamespace wanted)
    {
        int low = 0, high = Count;
        if (high > 0 && _items[high - 1].Namespace.CompareTo(wanted) < 0)
            return high;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (_items[middle].Namespace.CompareTo(wanted) < 0)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
