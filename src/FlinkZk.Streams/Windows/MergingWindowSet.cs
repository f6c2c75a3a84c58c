using FlinkZk.Streams.State;

namespace FlinkZk.Streams.Windows;

/// <summary>
/// Keeps a key's sessions apart: after each addition no two of them overlap or touch. So a new window can only join a run of neighbours, and they become one
/// (<c>MergingWindowSet</c>, <c>TimeWindow.mergeWindows</c>).
/// </summary>
internal static class MergingWindowSet
{
    /// <summary>Adds a window, merging it with those that it overlaps or touches. Contents go into those of the earliest, in order of start.</summary>
    /// <param name="windows">The key's windows with their contents; null = none.</param>
    /// <param name="added">The new window.</param>
    /// <param name="merge">Adds the second contents to the first.</param>
    /// <param name="onMerge">Called before the key's windows change, with the result and the windows that become it; not when the result is a window that was there.</param>
    /// <returns>The window in which the new one lies now.</returns>
    public static TimeWindow AddWindow<TAcc>(NamespaceList<TAcc?> windows, TimeWindow added, Action<TAcc, TAcc> merge, Action<TimeWindow, IReadOnlyList<TimeWindow>> onMerge)
        where TAcc : class
    {
        var first = 0;
        while (first < windows.Count && windows[first].Second < added.Start)
            first++;
        var cover = added;
        var merged = new List<TimeWindow>();
        for (var i = first; i < windows.Count && Window(windows[i]).Intersects(added); i++)
        {
            merged.Add(Window(windows[i]));
            cover = cover.Cover(merged[^1]);
        }

        if (merged.Count == 0)
        {
            windows.Insert(first, Namespace(added), null);
            return added;
        }

        if (merged.Count == 1 && merged[0] == cover)
            return cover;

        onMerge(cover, merged);
        var contents = windows.Value(first);
        for (var i = first + 1; i < first + merged.Count; i++)
        {
            var other = windows.Value(i);
            if (contents is not null && other is not null)
                merge(contents, other);
            contents ??= other;
        }

        windows.RemoveRange(first, merged.Count);
        windows.Insert(first, Namespace(cover), contents);
        return cover;
    }

    private static TimeWindow Window(StateNamespace at) => new(at.First, at.Second);

    private static StateNamespace Namespace(TimeWindow window) => new(window.Start, window.End);
}
