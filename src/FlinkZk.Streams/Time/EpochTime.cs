namespace FlinkZk.Streams.Time;

/// <summary>Event time is a count of milliseconds since 1970-01-01T00:00:00Z, as in Flink.</summary>
internal static class EpochTime
{
    /// <summary>0001-01-01T00:00:00.000Z.</summary>
    public const long Min = -62_135_596_800_000;

    /// <summary>9999-12-31T23:59:59.999Z.</summary>
    public const long Max = 253_402_300_799_999;

    /// <summary>The moment in UTC. A window at the end of time may reach beyond what a DateTime can say: then the nearest one it can.</summary>
    public static DateTime ToDateTime(long milliseconds) =>
        DateTime.UnixEpoch.AddTicks(Math.Clamp(milliseconds, Min, Max) * TimeSpan.TicksPerMillisecond);

    /// <summary>The milliseconds of a moment; parts of one are cut off towards the past, also before 1970. Unspecified kind = UTC.</summary>
    public static long FromDateTime(DateTime time) =>
        ToUtc(time).Ticks / TimeSpan.TicksPerMillisecond + Min;

    /// <summary>The same moment in UTC; unspecified kind = UTC, never the machine's zone.</summary>
    public static DateTime ToUtc(DateTime time) =>
        time.Kind == DateTimeKind.Local ? time.ToUniversalTime() : DateTime.SpecifyKind(time, DateTimeKind.Utc);
}
