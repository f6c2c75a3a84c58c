namespace FlinkZk.Server.Memory;

/// <summary>Decides, once an interval, whether it is time to give memory back: a busy time is over, and there is something to give.</summary>
internal sealed class TrimPolicy(long committed)
{
    private const long Quiet = 16L << 20;          // allocated in one interval, by heartbeats and the like
    private const long WorthIt = 64L << 20;        // grown since it was given back last
    private const long FreedIsWorthIt = 32L << 20; // of what clients made the server hold; it lies among what is left, and no collection of its own comes for it

    // Arrays in the runtime's pool are let go by a collection a minute after they were used last.
    private const int OnceMoreAfter = 8;

    private long _allocated;
    private long _committed = committed;
    private long _mostHeld;
    private int _onceMoreIn;

    /// <summary>Whether memory is to be given back now; then <see cref="Collected"/> follows.</summary>
    /// <param name="allocated">Bytes that the process has ever allocated.</param>
    /// <param name="committed">What the heap has of the system, as the last collection left it.</param>
    /// <param name="held">What nodes and watches take.</param>
    public bool IsDue(long allocated, long committed, long held)
    {
        var isQuiet = allocated - _allocated < Quiet;
        _allocated = allocated;
        _mostHeld = Math.Max(_mostHeld, held);
        if (!isQuiet)
            return false;
        if (committed - _committed > WorthIt || _mostHeld - held > FreedIsWorthIt)
        {
            _onceMoreIn = OnceMoreAfter;
            return true;
        }
        return _onceMoreIn > 0 && --_onceMoreIn == 0;
    }

    /// <summary>What is left after it.</summary>
    public void Collected(long committed, long held) => (_committed, _mostHeld) = (committed, held);
}
