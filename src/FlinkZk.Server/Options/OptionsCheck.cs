using System.Globalization;
using System.Net;

namespace FlinkZk.Server.Options;

/// <summary>Refuses times that contradict each other or that no timer can hold, ports that are one and words that are none, before anything is opened.</summary>
internal static class OptionsCheck
{
    private const int LeastFrame = 1024;

    /// <summary>Smaller files of the log would be more names than records.</summary>
    public const int LeastSegment = 64 * 1024;

    /// <summary>With less a few large requests were all that there is room for.</summary>
    public const long LeastMemory = 64L * 1024 * 1024;

    /// <exception cref="ArgumentException">Says what is wrong, and what would be right.</exception>
    public static void Check(ZkServerOptions options)
    {
        if (options.SecurePort is null != options.Tls is null)
            throw new ArgumentException(options.Tls is null ? "SecurePort needs Tls: the certificate that its connections show." : "Tls needs SecurePort: 0 takes a free one.");
        if (options.RequireSasl && options.SaslUsers is not { Count: > 0 })
            throw new ArgumentException("RequireSasl needs SaslUsers: without a user nobody could come in.");
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
        if (options.SnapshotEvery < 1)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"A snapshot is to be taken every {options.SnapshotEvery} transactions: give at least 1."));
        if (options.MaxFrame < LeastFrame)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The largest request is {options.MaxFrame} bytes: give at least {LeastFrame}, or no session could be opened."));
        if (options.Metrics is { Port: > 0 } metrics && (metrics.Port == options.Port || metrics.Port == options.SecurePort))
            throw new ArgumentException($"The port {metrics.Port} cannot be both one for clients and the one for metrics.");
        if (options.MaxMemory < LeastMemory)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The memory is {options.MaxMemory} bytes: give at least {LeastMemory} (64 MiB)."));
        foreach (var word in options.FourLetterWords)
        {
            if (word != "*" && !ZkServerOptions.KnownFourLetterWords.Contains(word))
                throw new ArgumentException($"'{word}' is not a four-letter word that this server knows. They are {string.Join(", ", ZkServerOptions.KnownFourLetterWords)}, or * for all.");
        }
    }

    /// <summary>The same for the ports of an ensemble, whose members take those that follow, one each.</summary>
    /// <exception cref="ArgumentException">There are not so many, or two members would have the same.</exception>
    public static void CheckPorts(ZkServerOptions options, int size)
    {
        var ranges = new (string Name, int? First)[] { ("port", options.Port), ("port for TLS", options.SecurePort), ("port for metrics", options.Metrics?.Port) }.Where(static range => range.First > 0).ToArray();
        foreach (var (name, first) in ranges)
            if (first + size - 1 > IPEndPoint.MaxPort)
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{size} members need {size} ports in a row, and from {first}, the first one's {name}, there are {IPEndPoint.MaxPort - first + 1}. Choose {IPEndPoint.MaxPort - size + 1} or less, or 0 for free ones."));
        for (var i = 0; i < ranges.Length; i++)
            for (var k = i + 1; k < ranges.Length; k++)
                if (Math.Abs(ranges[i].First!.Value - ranges[k].First!.Value) < size)
                    throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{size} members take {size} ports each from {ranges[i].First} ({ranges[i].Name}) and from {ranges[k].First} ({ranges[k].Name}), and some of these are the same. Choose them {size} or more apart, or 0 for free ones."));
    }

    private static void CheckTime(string name, TimeSpan? value)
    {
        if (value is { } time && (time <= TimeSpan.Zero || time.TotalMilliseconds > int.MaxValue))
            throw new ArgumentException($"The {name} is {Text(time)}: it must be more than nothing and less than 24 days.");
    }

    private static string Text(TimeSpan time) => time.ToString("c", CultureInfo.InvariantCulture);
}
