using FlinkZk.Streams.Aggregates;

namespace FlinkZk.Streams.Windows;

/// <summary>
/// Keeps a key's sessions apart: after each addition no two of them overlap or touch. So a new window can only join a run of neighbours, and they become one
/// (<c>MergingWindowSet</c>, <c>TimeWindow.mergeWindows</c>).
/// </summary>
internal static class MergingWindowSet
{
    /// <summary>Adds a window, merging it with those that it overlaps or touches. Contents go into those of the earliest, in order of start.</summary>
    /// <param name="windows">The key's windows.</param>
    /// <param name="added">The new window.</param>
    /// <param name="function">Merges contents.</param>
    /// <param name="onMerge">Called before the key's windows change, with the result and the windows that become it; not when the result is a window that was there.</param>
    /// <returns>The window in which the new one lies now.</returns>
    public static TimeWindow AddWindow<TIn, TAcc, TOut>(
        KeyedWindows<TAcc> windows, TimeWindow added, IAggregateFunction<TIn, TAcc, TOut> function, Action<TimeWindow, IReadOnlyList<TimeWindow>> onMerge)
        where TAcc : class
    {
        var first = 0;
        while (first < windows.Count && windows[first].End < added.Start)
            first++;
        var cover = added;
        var merged = new List<TimeWindow>();
        for (var i = first; i < windows.Count && windows[i].Intersects(added); i++)
        {
            merged.Add(windows[i]);
            cover = cover.Cover(windows[i]);
        }

        if (merged.Count == 0)
        {
            windows.Insert(first, added, null);
            return added;
        }

        if (merged.Count == 1 && merged[0] == cover)
            return cover;

        onMerge(cover, merged);
        var contents = windows.Contents(first);
        for (var i = first + 1; i < first + merged.Count; i++)
            contents = Merge(contents, windows.Contents(i), function);
        windows.RemoveRange(first, merged.Count);
        windows.Insert(first, cover, contents);
        return cover;
    }

    private static TAcc? Merge<TIn, TAcc, TOut>(TAcc? contents, TAcc? other, IAggregateFunction<TIn, TAcc, TOut> function)
        where TAcc : class
    {
        if (contents is null || other is null)
            return contents ?? other;
        function.Merge(contents, other);
        return contents;
    }
}
