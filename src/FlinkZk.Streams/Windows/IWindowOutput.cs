namespace FlinkZk.Streams.Windows;

/// <summary>Where a window operator's outputs go.</summary>
internal interface IWindowOutput<in TIn, in TOut>
{
    /// <summary>A window fires. The result's timestamp is the window's <see cref="TimeWindow.MaxTimestamp"/>.</summary>
    void OnResult(object key, TimeWindow window, TOut result);

    /// <summary>A record is late for all its windows.</summary>
    void OnLate(object key, TIn value, long timestamp);
}
