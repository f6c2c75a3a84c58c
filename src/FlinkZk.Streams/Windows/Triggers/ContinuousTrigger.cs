namespace FlinkZk.Streams.Windows;

/// <summary>Fires each time that time passes a multiple of an interval. Of a window it remembers when that is next.</summary>
internal abstract class ContinuousTrigger : Trigger
{
    private readonly long _interval;
    private readonly TriggerState _next;

    /// <param name="interval">In milliseconds.</param>
    /// <param name="name">The name of what it remembers.</param>
    protected ContinuousTrigger(long interval, string name)
    {
        (_interval, _next) = (interval, new(name, Math.Min));
        States = [_next];
    }

    public override IReadOnlyList<TriggerState> States { get; }

    public override void OnMerge(TimeWindow window, ITriggerContext context)
    {
        context.Merge(_next);
        if (context.Get(_next) is { } next)
            RegisterTimer(next, context);
    }

    public override void Clear(TimeWindow window, ITriggerContext context)
    {
        if (context.Get(_next) is not { } next)
            return;
        DeleteTimer(next, context);
        context.Set(_next, null);
    }

    /// <summary>With the first record of a window: the next time is the multiple behind <paramref name="now"/>.</summary>
    protected void Begin(long now, TimeWindow window, ITriggerContext context)
    {
        if (context.Get(_next) is null)
            SetNext(now - now % _interval, window, context);
    }

    /// <summary>A timer is due; others of the window are not this trigger's.</summary>
    protected TriggerResult Fire(long time, TimeWindow window, ITriggerContext context)
    {
        if (context.Get(_next) != time)
            return TriggerResult.Continue;
        SetNext(time, window, context);
        return TriggerResult.Fire;
    }

    /// <summary>Registers a timer of its kind of time.</summary>
    protected abstract void RegisterTimer(long time, ITriggerContext context);

    /// <summary>Deletes one.</summary>
    protected abstract void DeleteTimer(long time, ITriggerContext context);

    private void SetNext(long last, TimeWindow window, ITriggerContext context)
    {
        var next = Math.Min(last + _interval, window.MaxTimestamp);
        context.Set(_next, next);
        RegisterTimer(next, context);
    }
}
