using FlinkZk.Clusters.Model;

namespace FlinkZk.Clusters.Machine;

/// <summary>Host and port of what a process has published.</summary>
/// <param name="Host">The host, a name or an address.</param>
/// <param name="Port">The port.</param>
public sealed record PublishedAddress(string Host, int Port)
{
    /// <summary>Reads <c>http://host:port</c> and <c>pekko.tcp://flink@host:port/user/...</c>; null where it is neither.</summary>
    public static PublishedAddress? Of(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri is { Host.Length: > 0, Port: > 0 } ? new(uri.Host.Trim('[', ']'), uri.Port) : null;

    /// <summary>All that the process of a session has published.</summary>
    internal static PublishedAddress[] Of(HaSnapshot snapshot, long session) => [.. (snapshot.Components.Value ?? []).Where(component => component.Session == session).Select(component => Of(component.Address)).OfType<PublishedAddress>()];
}
