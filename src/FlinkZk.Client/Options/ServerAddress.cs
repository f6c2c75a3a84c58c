using System.Globalization;

namespace FlinkZk.Client;

/// <summary>Where a server listens.</summary>
/// <param name="Host">A name or an address; an IPv6 address without brackets.</param>
/// <param name="Port">The client port.</param>
public readonly record struct ServerAddress(string Host, int Port)
{
    /// <summary>ZooKeeper's usual client port.</summary>
    public const int DefaultPort = 2181;

    /// <summary><c>host:port</c>, or <c>[address]:port</c> for IPv6.</summary>
    public override string ToString() => Host.Contains(':', StringComparison.Ordinal)
        ? string.Create(CultureInfo.InvariantCulture, $"[{Host}]:{Port}")
        : string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");
}
