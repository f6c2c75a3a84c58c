using FlinkZk.Streams.State;
using FlinkZk.Streams.Time;

namespace FlinkZk.Streams.Windows;

/// <summary>
/// Keyed windows, one record at a time, by the rules of Flink's <c>WindowOperator</c>. This is the definition: whatever is faster must put out the same.
/// <para>For each window of a record, in the assigner's order: add, ask the trigger, put out, purge. A window has a cleanup timer as long as it is there. A window is late, and left out, when its
/// cleanup time (<see cref="TimeWindow.MaxTimestamp"/> + lateness) has been reached by the watermark. A record that all its windows left out goes to the late output when
/// its own time + lateness has been reached too. By processing time nothing is late, and lateness counts for nothing.</para>
/// <para>Windows fire by time, then key group, then order of their first record; with everything in them that came before the watermark.</para>
/// </summary>
internal sealed class WindowOperator<TIn, TAcc, TOut> : ITriggerContext
    where TIn : class
    where TAcc : class
{
    /// <summary>The state that holds what windows contain.</summary>
    internal const string ContentsState = "window-contents";

    private readonly WindowAssigner _assigner;
    private readonly Trigger _trigger;
    private readonly WindowContents<TIn, TAcc, TOut> _contents;
    private readonly long _allowedLateness;
    private readonly bool _eventTime;
    private readonly IWindowOutput<TIn, TOut> _output;
    private readonly KeyedContext _keyed;
    private readonly StateTable<TAcc?> _windows;
    private readonly StateTable<long>[] _triggerStates;
    private readonly List<TimeWindow> _assigned = [];

    // The window of the key for which the trigger is being asked, and the key's windows.
    private NamespaceList<TAcc?> _current = null!;
    private TimeWindow _window;
    private IReadOnlyList<TimeWindow> _merged = [];
    private bool _retiring;

    public WindowOperator(
        WindowAssigner assigner, Trigger trigger, WindowContents<TIn, TAcc, TOut> contents, long allowedLateness, IWindowOutput<TIn, TOut> output, OperatorClock clock)
    {
        if (assigner.IsMerging && !trigger.CanMerge)
            throw new InvalidOperationException($"Session windows merge, and {trigger.GetType().Name} cannot.");
        _assigner = assigner;
        _trigger = trigger;
        _contents = contents;
        _eventTime = assigner.Domain == TimeDomain.Event;
        _allowedLateness = _eventTime ? allowedLateness : 0;
        _output = output;
        _keyed = new KeyedContext(OnTimer, clock);
        _windows = _keyed.State.Table<TAcc?>(new(ContentsState, contents.OptionalSerializer));
        _triggerStates = [.. trigger.States.Select(state => _keyed.State.Table<long>(new($"trigger-{state.Name}", StateSerializers.Int64)))];
    }

    /// <summary>The last watermark; <see cref="long.MinValue"/> = none yet.</summary>
    public long CurrentWatermark => _keyed.EventTimers.Now;

    /// <inheritdoc/>
    public long CurrentProcessingTime => _keyed.ProcessingTimers.Now;

    /// <summary>What is kept by key: windows, triggers' states, timers.</summary>
    public KeyedContext Keyed => _keyed;

    private KeyEntry Entry => _keyed.State.Current;

    private KeyedTimers CleanupTimers => _eventTime ? _keyed.EventTimers : _keyed.ProcessingTimers;

    public void ProcessElement(object key, TIn value, long timestamp)
    {
        if (_eventTime && timestamp == long.MinValue)
            throw new InvalidOperationException("The record has no timestamp.");

        _assigned.Clear();
        _assigner.AssignWindows(value, _eventTime ? timestamp : CurrentProcessingTime, _assigned);
        _keyed.State.CurrentKey = key;
        _current = _windows.GetOrAdd(Entry);
        var skipped = true;
        foreach (var window in _assigned)
            skipped &= !(_assigner.IsMerging ? TryAddMerging(window, value, timestamp) : TryAdd(window, value, timestamp));

        Release();
        // As Java: the sum wraps, so with a boundless lateness a record that finds no window is late.
        if (_eventTime && skipped && unchecked(timestamp + _allowedLateness) <= CurrentWatermark)
            _output.OnLate(key, value, timestamp);
    }

    /// <summary>Fires what is due. A watermark smaller than the last one is taken as it is: to hold it back is the valve's task.</summary>
    public void ProcessWatermark(long watermark) => _keyed.AdvanceWatermark(watermark);

    /// <summary>Sets the clock, and fires what is due.</summary>
    public void ProcessProcessingTime(long now) => _keyed.AdvanceProcessingTime(now);

    void ITriggerContext.RegisterEventTimeTimer(long time) => _keyed.EventTimers.Register(time, Namespace(_window));

    void ITriggerContext.RegisterProcessingTimeTimer(long time) => _keyed.ProcessingTimers.Register(time, Namespace(_window));

    void ITriggerContext.DeleteEventTimeTimer(long time) => Delete(_keyed.EventTimers, time);

    void ITriggerContext.DeleteProcessingTimeTimer(long time) => Delete(_keyed.ProcessingTimers, time);

    long? ITriggerContext.Get(TriggerState state) => TableOf(state).TryGet(Entry, Namespace(_window), out var value) ? value : null;

    void ITriggerContext.Set(TriggerState state, long? value)
    {
        if (value is { } number)
            TableOf(state).Set(Entry, Namespace(_window), number);
        else
            TableOf(state).Remove(Entry, Namespace(_window));
    }

    void ITriggerContext.Merge(TriggerState state)
    {
        var table = TableOf(state);
        long? sum = null;
        foreach (var window in _merged)
        {
            if (!table.TryGet(Entry, Namespace(window), out var value))
                continue;
            table.Remove(Entry, Namespace(window));
            sum = sum is { } before ? state.Merge(before, value) : value;
        }

        if (sum is { } merged)
            table.Set(Entry, Namespace(_window), merged);
    }

    private bool TryAdd(TimeWindow window, TIn value, long timestamp)
    {
        if (IsLate(window))
            return false;
        AddTo(window, value, timestamp);
        return true;
    }

    /// <summary>Merging comes first, and lateness is judged on the merged window: a late record may still join an open session.</summary>
    private bool TryAddMerging(TimeWindow window, TIn value, long timestamp)
    {
        var actual = MergingWindowSet.AddWindow(_current, window, _contents.Merge, OnMerge);
        if (IsLate(actual))
        {
            Retire(actual);
            return false;
        }

        AddTo(actual, value, timestamp);
        return true;
    }

    private void AddTo(TimeWindow window, TIn value, long timestamp)
    {
        _window = window;
        var index = _current.IndexOf(Namespace(window));
        if (index < 0)
            _current.Insert(index = ~index, Namespace(window), null);
        var isNew = _current.Value(index) is null;
        var contents = _current.Value(index) ??= _contents.Create();
        _contents.Add(contents, value, timestamp);
        if (isNew || _trigger.ClearsTimers)
            RegisterCleanupTimer(window);
        Obey(_trigger.OnElement(value, timestamp, window, this), index);
    }

    private void OnMerge(TimeWindow result, IReadOnlyList<TimeWindow> merged)
    {
        if (_eventTime ? unchecked(result.MaxTimestamp + _allowedLateness) <= CurrentWatermark : result.MaxTimestamp <= CurrentProcessingTime)
            throw new InvalidOperationException($"The session {result} would end before the {(_eventTime ? $"watermark {CurrentWatermark}" : $"clock {CurrentProcessingTime}")} by merging.");
        (_window, _merged) = (result, merged);
        _trigger.OnMerge(result, this);
        foreach (var window in merged)
        {
            _window = window;
            Clear();
            DeleteCleanupTimer(window);
        }

        RegisterCleanupTimer(result);
    }

    private void OnTimer(TimeDomain domain, long time, StateNamespace at)
    {
        _window = new(at.First, at.Second);
        _current = _windows.GetOrAdd(Entry);
        var index = _current.IndexOf(at);
        // Of a session that has become part of another.
        if (index < 0 && _assigner.IsMerging)
        {
            Release();
            return;
        }

        var cleanup = CleanupTime(_window);
        var isOver = domain == _assigner.Domain && time >= cleanup;
        if (!isOver || time == cleanup)
            Obey(domain == TimeDomain.Event ? _trigger.OnEventTime(time, _window, this) : _trigger.OnProcessingTime(time, _window, this), index);
        if (isOver)
        {
            Clear();
            if (_trigger.ClearsTimers)
                CleanupTimers.Delete(cleanup + 1, at);
            Retire(_window);
        }

        Release();
    }

    /// <summary>Puts out, then purges. A window that has no contents has no result; one that does not merge is forgotten until its next record.</summary>
    private void Obey(TriggerResult result, int index)
    {
        if (index < 0 || result == TriggerResult.Continue || _current.Value(index) is not { } contents)
            return;
        if (result.HasFlag(TriggerResult.Fire))
            _output.OnResult(Entry.Key, _window, _contents.Fire(contents));
        if (!result.HasFlag(TriggerResult.Purge) && !_contents.IsEmpty(contents))
            return;
        if (_assigner.IsMerging)
            _current.Value(index) = null;
        else
            _current.RemoveRange(index, 1);
    }

    private void Clear()
    {
        _retiring = true;
        _trigger.Clear(_window, this);
        _retiring = false;
    }

    /// <summary>
    /// A trigger's timer for the time at which the window goes is one with the window's own. Where the trigger takes it back before the end, the window keeps one a
    /// millisecond later, of which the trigger does not hear: in Flink such a window stays for ever.
    /// </summary>
    private void Delete(KeyedTimers timers, long time)
    {
        timers.Delete(time, Namespace(_window));
        if (!_retiring && timers == CleanupTimers && time == CleanupTime(_window) && time < long.MaxValue)
            timers.Register(time + 1, Namespace(_window));
    }

    private StateTable<long> TableOf(TriggerState state)
    {
        var states = _trigger.States;
        for (var i = 0; i < states.Count; i++)
        {
            if (ReferenceEquals(states[i], state))
                return _triggerStates[i];
        }

        throw new ArgumentException($"The trigger has not named its state '{state.Name}'.", nameof(state));
    }

    private void Retire(TimeWindow window)
    {
        if (_current.IndexOf(Namespace(window)) is >= 0 and var index)
            _current.RemoveRange(index, 1);
    }

    private void Release()
    {
        if (_current.Count > 0)
            return;
        _windows.Trim(Entry);
        _keyed.State.Release();
    }

    private bool IsLate(TimeWindow window) => _eventTime && CleanupTime(window) <= CurrentWatermark;

    /// <summary>When the window goes; where the sum overflows, never.</summary>
    private long CleanupTime(TimeWindow window)
    {
        var time = unchecked(window.MaxTimestamp + _allowedLateness);
        return time >= window.MaxTimestamp ? time : long.MaxValue;
    }

    private void RegisterCleanupTimer(TimeWindow window)
    {
        if (CleanupTime(window) is not long.MaxValue and var time)
            CleanupTimers.Register(time, Namespace(window));
    }

    private void DeleteCleanupTimer(TimeWindow window)
    {
        if (CleanupTime(window) is not long.MaxValue and var time)
            CleanupTimers.Delete(time, Namespace(window));
    }

    private static StateNamespace Namespace(TimeWindow window) => new(window.Start, window.End);
}
