namespace FlinkZk.Streams.State;

/// <summary>When a value's time to live is over (<c>TtlUtils.expired</c>).</summary>
internal static class Expiry
{
    public static bool IsOver(StateTtl ttl, long touched, long now) => Sum(touched, ttl.Milliseconds) <= now;

    // A time to live without end must not wrap into the past.
    private static long Sum(long touched, long milliseconds) => touched > 0 && milliseconds > long.MaxValue - touched ? long.MaxValue : touched + milliseconds;
}
