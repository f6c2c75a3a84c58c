namespace FlinkZk.Client;

/// <summary>
/// One thread that runs the heartbeats of all sessions of the process. The system's timers run on the pool: a program that blocks all of its threads would
/// lose its sessions. The thread lives as long as there is a timer.
/// </summary>
internal static class HeartbeatThread
{
    private static readonly object Gate = new();
    private static readonly PriorityQueue<BeatTimer, long> Due = new();   // gate; an entry counts while its time is the timer's
    private static int _timers;   // gate
    private static bool _runs;    // gate

    /// <summary>A timer that does not fire until it is told when. What it runs must not block and must not throw.</summary>
    public static ITimer CreateTimer(TimerCallback callback, object? state)
    {
        lock (Gate)
        {
            _timers++;
            if (!_runs)
            {
                _runs = true;
                new Thread(Run) { IsBackground = true, Name = "FlinkZk heartbeat" }.UnsafeStart();
            }
        }
        return new BeatTimer(callback, state);
    }

    private static void Run()
    {
        while (TakeDue() is { } timer)
            timer.Fire();
    }

    /// <summary>Waits for the next timer that is due; null when there is none left.</summary>
    private static BeatTimer? TakeDue()
    {
        lock (Gate)
        {
            while (_timers > 0)
            {
                if (!Due.TryPeek(out var timer, out var at))
                {
                    Monitor.Wait(Gate);
                    continue;
                }
                var wait = at - Environment.TickCount64;
                if (wait > 0 && timer.At == at)
                {
                    Monitor.Wait(Gate, TimeSpan.FromMilliseconds(wait));
                    continue;
                }
                Due.Dequeue();
                if (timer.At != at)
                    continue;
                timer.At = BeatTimer.Never;
                return timer;
            }
            Due.Clear();
            _runs = false;
            return null;
        }
    }

    private sealed class BeatTimer(TimerCallback callback, object? state) : ITimer
    {
        public const long Never = long.MaxValue;

        private bool _disposed;   // gate

        /// <summary>When it fires, by <see cref="Environment.TickCount64"/>. Gate.</summary>
        public long At { get; set; } = Never;

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            ArgumentOutOfRangeException.ThrowIfNotEqual(period, Timeout.InfiniteTimeSpan);
            lock (Gate)
            {
                if (_disposed)
                    return false;
                At = dueTime == Timeout.InfiniteTimeSpan ? Never : Environment.TickCount64 + (long)Math.Ceiling(dueTime.TotalMilliseconds);
                if (At != Never)
                {
                    Due.Enqueue(this, At);
                    Monitor.Pulse(Gate);
                }
                return true;
            }
        }

        public void Dispose()
        {
            lock (Gate)
            {
                if (_disposed)
                    return;
                (_disposed, At) = (true, Never);
                _timers--;
                Monitor.Pulse(Gate);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
