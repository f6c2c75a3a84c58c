using FlinkZk.Streams.Time;

namespace FlinkZk.Streams.Windows;

/// <summary>One window for all records of a key, without end: only its trigger says when it fires, so by itself it never does (<c>GlobalWindows</c>).</summary>
public sealed class GlobalWindows() : WindowAssigner(TimeDomain.Processing)
{
    /// <inheritdoc/>
    internal override void AssignWindows(object element, long timestamp, List<TimeWindow> windows) => windows.Add(TimeWindow.Global);
}
