using System.Globalization;

namespace FlinkZk.Server;

/// <summary>Refuses times that contradict each other or that no timer can hold, ports that are one and words that are none, before anything is opened.</summary>
internal static class OptionsCheck
{
    private const int LeastSegment = 64 * 1024, LeastFrame = 1024;

    /// <summary>With less a few large requests were all that there is room for.</summary>
    public const long LeastMemory = 64L * 1024 * 1024;

    /// <exception cref="ArgumentException">Says what is wrong, and what would be right.</exception>
    public static void Check(ZkServerOptions options)
    {
        CheckTime("tick time", options.TickTime);
        CheckTime("shortest session timeout", options.MinSessionTimeout);
        CheckTime("longest session timeout", options.MaxSessionTimeout);
        CheckTime("handshake timeout", options.HandshakeTimeout);
        CheckTime("unauthenticated timeout", options.UnauthenticatedTimeout);
        CheckTime("sweep interval", options.SweepInterval);
        CheckTime("purge interval", options.PurgeInterval == Timeout.InfiniteTimeSpan ? null : options.PurgeInterval);
        var shortest = options.MinSessionTimeout ?? options.TickTime * 2;
        var longest = options.MaxSessionTimeout ?? options.TickTime * 20;
        if (shortest > longest)
            throw new ArgumentException($"The shortest session timeout ({Text(shortest)}) is longer than the longest ({Text(longest)}). Without one it is two ticks, the longest twenty.");
        if (options is { SecurePort: > 0, Port: > 0 } && options.Port == options.SecurePort)
            throw new ArgumentException($"The port {options.Port} cannot be both the plain one and the one for TLS.");
        if (options.SegmentSize < LeastSegment)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The segment size is {options.SegmentSize} bytes: give at least {LeastSegment} (64 KiB)."));
        if (options.MaxFrame < LeastFrame)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The largest request is {options.MaxFrame} bytes: give at least {LeastFrame}, or no session could be opened."));
        if (options.Metrics is { Port: > 0 } metrics && (metrics.Port == options.Port || metrics.Port == options.SecurePort))
            throw new ArgumentException($"The port {metrics.Port} cannot be both one for clients and the one for metrics.");
        if (options.MaxMemory < LeastMemory)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The memory is {options.MaxMemory} bytes: give at least {LeastMemory} (64 MiB)."));
        foreach (var word in options.FourLetterWords)
        {
            if (word != "*" && (word.Length != 4 || !word.All(char.IsAsciiLetterLower)))
                throw new ArgumentException($"'{word}' is not a four-letter word. They are srvr, stat, mntr, ruok, isro, conf, cons, envi, dump, wchs, wchc, wchp, crst, srst, or * for all.");
        }
    }

    private static void CheckTime(string name, TimeSpan? value)
    {
        if (value is { } time && (time <= TimeSpan.Zero || time.TotalMilliseconds > int.MaxValue))
            throw new ArgumentException($"The {name} is {Text(time)}: it must be more than nothing and less than 24 days.");
    }

    private static string Text(TimeSpan time) => time.ToString("c", CultureInfo.InvariantCulture);
}
