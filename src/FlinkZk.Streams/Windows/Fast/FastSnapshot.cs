using FlinkZk.Streams.Aggregates;
using FlinkZk.Streams.State;
using FlinkZk.Streams.Time;

namespace FlinkZk.Streams.Windows;

/// <summary>
/// Writes and reads <see cref="FastWindows"/> as <see cref="WindowOperator{TIn,TAcc,TOut}"/> does, so that either goes on from what the other has written: contents by key and window, a timer
/// where a window still has to fire, and one where it goes.
/// </summary>
internal static class FastSnapshot
{
    public static void Write(StateWriter writer, FastWindows windows, StateSerializer<Accumulator[]?> serializer)
    {
        var (keyed, contents) = Empty(serializer);
        foreach (var window in windows.InOrder)
        {
            var at = new StateNamespace(window.Span.Start, window.Span.End);
            for (var id = 0; id < window.Count; id++)
            {
                keyed.State.CurrentKey = window.Key(id);
                contents.Set(keyed.State.Current, at, window.Accumulators(id));
                if (window.Fires(id))
                    keyed.EventTimers.Register(window.Span.MaxTimestamp, at);
                if (windows.CleanupTime(window.Span) is < long.MaxValue and var cleanup)
                    keyed.EventTimers.Register(cleanup, at);
            }
        }

        keyed.Write(writer);
    }

    public static void Read(StateReader reader, FastWindows windows, StateSerializer<Accumulator[]?> serializer)
    {
        var (keyed, contents) = Empty(serializer);
        keyed.Read(reader);
        var restored = new HashSet<TimerOwner>();
        // In the order of the timers, since in it windows fire; the earlier of two is the one that fires.
        foreach (var (time, owner) in keyed.EventTimers.InOrder)
            Restore(owner, time);
        // A window without a timer stays for ever, and has fired.
        foreach (var entry in keyed.State.Entries.OrderBy(entry => entry.KeyGroup))
        {
            var list = contents.Of(entry);
            for (var i = 0; i < list?.Count; i++)
                Restore(new TimerOwner(entry, list[i]), long.MaxValue);
        }

        void Restore(TimerOwner owner, long time)
        {
            var span = new TimeWindow(owner.Namespace.First, owner.Namespace.Second);
            if (contents.TryGet(owner.Entry, owner.Namespace, out var accumulators) && accumulators is not null && restored.Add(owner))
                windows.Restore(span).Restore(owner.Entry.Key, accumulators, fires: time == span.MaxTimestamp);
        }
    }

    private static (KeyedContext Keyed, StateTable<Accumulator[]?> Contents) Empty(StateSerializer<Accumulator[]?> serializer)
    {
        var keyed = new KeyedContext((_, _, _) => { }, OperatorClock.Start);
        return (keyed, keyed.State.Table<Accumulator[]?>(new(WindowOperator<object?[], Accumulator[], object?[]>.ContentsState, serializer)));
    }
}
