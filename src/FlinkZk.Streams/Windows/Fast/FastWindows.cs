using FlinkZk.Streams.Aggregates;
using FlinkZk.Streams.Records;

namespace FlinkZk.Streams.Windows;

/// <summary>
/// Tumbling and sliding windows by event time that fire at their end, a batch at a time. It gives what <see cref="WindowOperator{TIn,TAcc,TOut}"/> gives with an
/// <see cref="EventTimeTrigger"/>, in the same order: that is the definition. Between two watermarks that reach the end of a window nothing comes out, so all records
/// in between are added together, window by window.
/// <code>
///   records     r0 r1 r2 r3 | r4 r5       | = a watermark that reaches a window's end or the time when it goes
///   windows     [0,10)  r0 r2       -> added, fired, gone
///               [10,20) r1 r3       -> added
/// </code>
/// </summary>
internal sealed class FastWindows
{
    private readonly long _size;
    private readonly long _slide;
    private readonly long _offset;
    private readonly long _lateness;
    private readonly Func<AggregateKernel[]> _kernels;
    private readonly IFastOutput _output;
    private readonly FastBuffers _buffers;
    private readonly Dictionary<long, FastWindow> _windows = [];
    private readonly PriorityQueue<FastWindow, long> _due = new();
    private readonly List<FastWindow> _waiting = [];

    // The windows in which records lie whose time is from the last window's start to before the next one's; null = not looked up yet.
    private readonly FastWindow?[] _pane;
    private long _paneStart = long.MaxValue;
    private long _next = long.MaxValue;

    // The batch under way.
    private RecordBatch _batch = null!;
    private ValueVector[] _values = null!;

    public FastWindows((long Size, long Slide, long Offset) spans, long lateness, Func<AggregateKernel[]> kernels, IFastOutput output, int batchCapacity)
    {
        (_size, _slide, _offset) = spans;
        _lateness = lateness;
        _kernels = kernels;
        _output = output;
        _buffers = new FastBuffers(batchCapacity);
        _pane = new FastWindow?[(_size + _slide - 1) / _slide];
    }

    /// <summary>The last watermark; <see cref="long.MinValue"/> = none yet.</summary>
    public long Watermark { get; set; } = long.MinValue;

    /// <summary>All windows by their start.</summary>
    public IEnumerable<FastWindow> InOrder => _windows.Values.OrderBy(window => window.Span.Start);

    /// <summary>Begins a batch.</summary>
    public void Begin(RecordBatch batch, ValueVector[] values) => (_batch, _values) = (batch, values);

    /// <summary>A record of the batch.</summary>
    /// <returns>False where it is late.</returns>
    public bool Add(int record)
    {
        var time = _batch.Time(record);
        if (time < _paneStart || time - _paneStart >= _slide)
            Enter(time);
        var skipped = true;
        var start = _paneStart;
        for (var i = 0; i < _pane.Length && start > time - _size; i++, start -= _slide)
        {
            if (_pane[i] is { } known)
                known.Gather(record, _buffers, _waiting);
            else if (!AddFirst(i, start, record))
                continue;
            skipped = false;
        }

        // As Java: the sum wraps, so with a boundless lateness a record that finds no window is late.
        return !skipped || unchecked(time + _lateness) > Watermark;
    }

    /// <summary>Ends the batch: everything gathered is added.</summary>
    public void Apply()
    {
        foreach (var window in _waiting)
            window.Apply(_batch, _values, _buffers);
        _waiting.Clear();
    }

    /// <summary>Fires what is due, by time.</summary>
    public void Advance(long watermark)
    {
        Watermark = watermark;
        if (watermark < _next)
            return;
        Apply();
        while (_due.TryPeek(out var window, out var time) && time <= watermark)
        {
            _due.Dequeue();
            if (!window.HasFired)
                Fire(window);
            if (CleanupTime(window.Span) is var cleanup && cleanup <= watermark)
                Remove(window);
            else if (cleanup < long.MaxValue)
                _due.Enqueue(window, cleanup);
        }

        LeavePane();
        _next = _due.TryPeek(out _, out var first) ? first : long.MaxValue;
    }

    /// <summary>The window of a snapshot, which is made if it is not there.</summary>
    public FastWindow Restore(TimeWindow span) => _windows.TryGetValue(span.Start, out var window) ? window : Create(span);

    /// <summary>When a window goes; where the sum overflows, never.</summary>
    public long CleanupTime(TimeWindow span)
    {
        var time = unchecked(span.MaxTimestamp + _lateness);
        return time >= span.MaxTimestamp ? time : long.MaxValue;
    }

    private bool AddFirst(int place, long start, int record)
    {
        var span = new TimeWindow(start, start + _size);
        if (CleanupTime(span) <= Watermark)
            return false;
        var window = _windows.TryGetValue(start, out var there) ? there : Create(span);
        if (span.MaxTimestamp > Watermark)
        {
            _pane[place] = window;
            window.Gather(record, _buffers, _waiting);
        }
        else
        {
            // Its end has passed and it is still there: it fires with each further record.
            _output.OnResult(window, window.Add(record, _batch, _values));
        }

        return true;
    }

    private FastWindow Create(TimeWindow span)
    {
        var window = new FastWindow(span, _kernels(), _buffers.ExpectedKeys) { HasFired = span.MaxTimestamp <= Watermark };
        _windows.Add(span.Start, window);
        var due = window.HasFired ? CleanupTime(span) : span.MaxTimestamp;
        if (due < long.MaxValue)
            _due.Enqueue(window, due);
        _next = Math.Min(_next, due);
        return window;
    }

    private void Fire(FastWindow window)
    {
        _buffers.ExpectedKeys = window.Count;
        foreach (var id in window.InOrder())
        {
            if (window.Fires(id))
                _output.OnResult(window, id);
        }

        window.HasFired = true;
    }

    private void Remove(FastWindow window) => _windows.Remove(window.Span.Start);

    private void Enter(long time)
    {
        LeavePane();
        _paneStart = TimeWindow.GetWindowStartWithOffset(time, _offset, _slide);
    }

    private void LeavePane()
    {
        Array.Clear(_pane);
        _paneStart = long.MaxValue;
    }
}
