using FlinkZk.Streams.Aggregates;
using FlinkZk.Streams.State;

namespace FlinkZk.Streams.Windows;

/// <summary>
/// Keyed windows, one record at a time, by the rules of Flink's <c>WindowOperator</c>. This is the definition: whatever is faster must put out the same.
/// <para>For each window of a record, in the assigner's order: add, ask the trigger, put out, purge. A window has a cleanup timer as long as it is there. A window is late, and left out, when its
/// cleanup time (<see cref="TimeWindow.MaxTimestamp"/> + lateness) has been reached by the watermark. A record that all its windows left out goes to the late output when
/// its own time + lateness has been reached too.</para>
/// <para>Windows fire by time, then key group, then order of their first record; with everything in them that came before the watermark.</para>
/// </summary>
internal sealed class WindowOperator<TIn, TAcc, TOut> : ITriggerContext
    where TIn : class
    where TAcc : class
{
    private readonly WindowAssigner _assigner;
    private readonly Trigger _trigger;
    private readonly IAggregateFunction<TIn, TAcc, TOut> _function;
    private readonly long _allowedLateness;
    private readonly IWindowOutput<TIn, TOut> _output;
    private readonly TimerService<WindowTimer<TAcc>> _timers;
    private readonly Dictionary<object, KeyedWindows<TAcc>> _keys = [];
    private readonly List<TimeWindow> _assigned = [];

    // The window of the key for which the trigger is being asked.
    private KeyedWindows<TAcc> _current = null!;
    private TimeWindow _window;

    public WindowOperator(
        WindowAssigner assigner, Trigger trigger, IAggregateFunction<TIn, TAcc, TOut> function, long allowedLateness, IWindowOutput<TIn, TOut> output)
    {
        _assigner = assigner;
        _trigger = trigger;
        _function = function;
        _allowedLateness = allowedLateness;
        _output = output;
        _timers = new TimerService<WindowTimer<TAcc>>(OnEventTime);
    }

    /// <summary>The last watermark; <see cref="long.MinValue"/> = none yet.</summary>
    public long CurrentWatermark => _timers.CurrentWatermark;

    /// <summary>Keys that have windows.</summary>
    public int KeyCount => _keys.Count;

    /// <summary>Timers that stand: each open window has one for its end, and one for its cleanup where that is another time.</summary>
    public int TimerCount => _timers.Count;

    public void ProcessElement(object key, TIn value, long timestamp)
    {
        if (timestamp == long.MinValue)
            throw new InvalidOperationException("The record has no timestamp.");

        _assigned.Clear();
        _assigner.AssignWindows(value, timestamp, _assigned);
        _current = WindowsOf(key);
        var skipped = true;
        foreach (var window in _assigned)
            skipped &= !(_assigner.IsMerging ? TryAddMerging(window, value) : TryAdd(window, value));

        if (_current.Count == 0)
            _keys.Remove(key);
        // As Java: the sum wraps, so with a boundless lateness a record that finds no window is late.
        if (skipped && unchecked(timestamp + _allowedLateness) <= CurrentWatermark)
            _output.OnLate(key, value, timestamp);
    }

    /// <summary>Fires what is due. A watermark smaller than the last one is taken as it is: to hold it back is the valve's task.</summary>
    public void ProcessWatermark(long watermark) => _timers.AdvanceWatermark(watermark);

    void ITriggerContext.RegisterEventTimeTimer(long time) => _timers.Register(time, _current.KeyGroup, new(_current, _window));

    void ITriggerContext.DeleteEventTimeTimer(long time) => _timers.Delete(time, new(_current, _window));

    private bool TryAdd(TimeWindow window, TIn value)
    {
        if (IsLate(window))
            return false;
        AddTo(window, value);
        return true;
    }

    /// <summary>Merging comes first, and lateness is judged on the merged window: a late record may still join an open session.</summary>
    private bool TryAddMerging(TimeWindow window, TIn value)
    {
        var actual = MergingWindowSet.AddWindow(_current, window, _function, OnMerge);
        if (IsLate(actual))
        {
            Retire(actual);
            return false;
        }

        AddTo(actual, value);
        return true;
    }

    private void AddTo(TimeWindow window, TIn value)
    {
        _window = window;
        var index = _current.GetOrAdd(window);
        var contents = _current.Contents(index);
        if (contents is null)
        {
            _current.SetContents(index, contents = _function.CreateAccumulator());
            RegisterCleanupTimer(window);
        }

        _function.Add(value, contents);
        Obey(_trigger.OnElement(window, this), index);
    }

    private void OnMerge(TimeWindow result, IReadOnlyList<TimeWindow> merged)
    {
        if (unchecked(result.MaxTimestamp + _allowedLateness) <= CurrentWatermark)
            throw new InvalidOperationException($"The session {result} would end before the watermark {CurrentWatermark} by merging.");
        _window = result;
        _trigger.OnMerge(result, this);
        foreach (var window in merged)
        {
            _window = window;
            _trigger.Clear(window, this);
            DeleteCleanupTimer(window);
        }

        RegisterCleanupTimer(result);
    }

    private void OnEventTime(long time, WindowTimer<TAcc> timer)
    {
        (_current, _window) = timer;
        var index = _current.IndexOf(_window);
        if (index < 0)
            return;
        Obey(_trigger.OnEventTime(time, _window, this), index);

        if (time == CleanupTime(_window))
        {
            _trigger.Clear(_window, this);
            Retire(_window);
            if (_current.Count == 0)
                _keys.Remove(_current.Key);
        }
    }

    private void Obey(TriggerResult result, int index)
    {
        if (result.HasFlag(TriggerResult.Fire) && _current.Contents(index) is { } contents)
            _output.OnResult(_current.Key, _window, _function.GetResult(contents));
        if (result.HasFlag(TriggerResult.Purge))
            _current.SetContents(index, null);
    }

    private KeyedWindows<TAcc> WindowsOf(object key)
    {
        if (!_keys.TryGetValue(key, out var windows))
            _keys.Add(key, windows = new KeyedWindows<TAcc>(key, KeyGroups.ForHash(Keys.Hash(key), KeyGroups.DefaultMaxParallelism)));
        return windows;
    }

    private void Retire(TimeWindow window) => _current.RemoveRange(_current.IndexOf(window), 1);

    private bool IsLate(TimeWindow window) => CleanupTime(window) <= CurrentWatermark;

    /// <summary>When the window goes; where the sum overflows, never.</summary>
    private long CleanupTime(TimeWindow window)
    {
        var time = unchecked(window.MaxTimestamp + _allowedLateness);
        return time >= window.MaxTimestamp ? time : long.MaxValue;
    }

    private void RegisterCleanupTimer(TimeWindow window)
    {
        if (CleanupTime(window) is not long.MaxValue and var time)
            _timers.Register(time, _current.KeyGroup, new(_current, window));
    }

    private void DeleteCleanupTimer(TimeWindow window)
    {
        if (CleanupTime(window) is not long.MaxValue and var time)
            _timers.Delete(time, new(_current, window));
    }
}
