using FlinkZk.Streams.Records;

namespace FlinkZk;

/// <summary><c>$context</c> of the blocks of Add-FlinkProcess: the record, or the timer, at hand. Timers hold when the block has come to its end, and not at all where it fails.</summary>
public sealed class FlinkProcessContext
{
    private readonly ProcessTurn _turn;
    private readonly bool _hasTimers;

    internal FlinkProcessContext(ProcessTurn turn, bool hasTimers) => (_turn, _hasTimers) = (turn, hasTimers);

    /// <summary>The key; null without -Key.</summary>
    public object? Key => _turn.Key;

    /// <summary>The record's time, or that of the timer, in UTC; null where records have none.</summary>
    public DateTime? Time => _turn.Time;

    /// <summary>How far time has come, in UTC: the watermark, or with -ProcessingTime the clock; null = nowhere yet.</summary>
    public DateTime? Now => _turn.Now;

    /// <summary>Asks for a timer: -OnTimer runs when time has come so far. A key has one timer of one time, to the millisecond.</summary>
    /// <param name="time">When. What is no UTC and says no zone is taken for UTC.</param>
    /// <exception cref="InvalidOperationException">There is no -OnTimer.</exception>
    public void SetTimer(DateTime time)
    {
        if (!_hasTimers)
            throw new InvalidOperationException("A timer is set, and no block takes it: give -OnTimer.");
        _turn.SetTimer(time);
    }

    /// <summary>Asks for a timer a while after the record's time, or with -ProcessingTime after now.</summary>
    /// <param name="duration">How long after, as 5m.</param>
    /// <returns>When, for ClearTimer.</returns>
    /// <exception cref="InvalidOperationException">There is no -OnTimer, or the record has no time.</exception>
    public DateTime SetTimerAfter(Duration duration)
    {
        var from = _turn.IsByClock ? _turn.Now : _turn.Time;
        var time = (from ?? throw new InvalidOperationException("A timer is set after the record's time, and it has none.")).Add(duration.Value);
        SetTimer(time);
        return time;
    }

    /// <summary>Takes a timer back, if it stands.</summary>
    /// <param name="time">Its time.</param>
    public void ClearTimer(DateTime time) => _turn.ClearTimer(time);
}
