namespace FlinkZk.Streams.Windows;

/// <summary>The windows of one key with their contents, sorted by start: few, so an array is the quickest map. A key's windows differ in their starts.</summary>
/// <typeparam name="TAcc">A window's contents; null = none.</typeparam>
/// <param name="key">The key.</param>
/// <param name="keyGroup">Its key group.</param>
internal sealed class KeyedWindows<TAcc>(object key, int keyGroup)
    where TAcc : class
{
    private readonly List<(TimeWindow Window, TAcc? Contents)> _windows = new(1);

    public object Key => key;

    public int KeyGroup => keyGroup;

    public int Count => _windows.Count;

    public TimeWindow this[int index] => _windows[index].Window;

    /// <summary>The window's place, or the complement of the place where it would stand.</summary>
    public int IndexOf(TimeWindow window)
    {
        var index = LowerBound(window.Start);
        return index < _windows.Count && _windows[index].Window == window ? index : ~index;
    }

    /// <summary>The window's place; adds it, empty, where it is new.</summary>
    public int GetOrAdd(TimeWindow window)
    {
        var index = IndexOf(window);
        if (index >= 0)
            return index;
        Insert(~index, window, null);
        return ~index;
    }

    public TAcc? Contents(int index) => _windows[index].Contents;

    public void SetContents(int index, TAcc? contents) => _windows[index] = (_windows[index].Window, contents);

    public void Insert(int index, TimeWindow window, TAcc? contents) => _windows.Insert(index, (window, contents));

    public void RemoveRange(int index, int count) => _windows.RemoveRange(index, count);

    /// <summary>The first place whose window starts at <paramref name="start"/> or later. New windows mostly come last, so the search begins there.</summary>
    private int LowerBound(long start)
    {
        int low = 0, high = _windows.Count;
        if (high > 0 && _windows[high - 1].Window.Start < start)
            return high;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (_windows[middle].Window.Start < start)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
