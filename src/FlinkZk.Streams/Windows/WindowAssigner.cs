using FlinkZk.Streams.Time;

namespace FlinkZk.Streams.Windows;

/// <summary>Says in which windows a record lies.</summary>
public abstract class WindowAssigner
{
    private protected WindowAssigner(TimeDomain domain) => Domain = domain;

    /// <summary>Whether windows are spans of the records' own time or of the clock.</summary>
    public TimeDomain Domain { get; }

    /// <summary>Whether windows grow together as records arrive (sessions).</summary>
    internal virtual bool IsMerging => false;

    /// <summary>Size, slide and offset of windows that lie fast in event time, in milliseconds; null of others.</summary>
    internal virtual (long Size, long Slide, long Offset)? Spans => null;

    /// <summary>Adds the record's windows to <paramref name="windows"/>.</summary>
    /// <param name="element">The record.</param>
    /// <param name="timestamp">Its time, or the clock's, by the domain.</param>
    /// <param name="windows">Where the windows go.</param>
    internal abstract void AssignWindows(object element, long timestamp, List<TimeWindow> windows);

    /// <summary>A window's length in milliseconds, checked.</summary>
    private protected static long Milliseconds(TimeSpan length, string name)
    {
        if (length < TimeSpan.FromMilliseconds(1))
            throw new ArgumentOutOfRangeException(name, length, $"The {name} of a window must be at least 1 ms.");
        return length.Ticks / TimeSpan.TicksPerMillisecond;
    }
}
