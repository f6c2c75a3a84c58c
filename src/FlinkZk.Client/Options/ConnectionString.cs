using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>
/// Servers and a root: <c>host[:2181][,host...][/chroot]</c>. IPv6 addresses with a port stand in brackets; blanks around commas do not matter.
/// </summary>
public sealed record ConnectionString
{
    private static readonly SearchValues<char> NotInHostNames = SearchValues.Create("[] \t@?#");

    internal ConnectionString(IReadOnlyList<ServerAddress> servers, string chroot)
    {
        Servers = servers;
        Chroot = chroot;
    }

    /// <summary>The servers in the order written; never empty.</summary>
    public IReadOnlyList<ServerAddress> Servers { get; }

    /// <summary>The node below which everything lies, <c>/</c> if none is given.</summary>
    public string Chroot { get; }

    /// <summary>Reads a connection string.</summary>
    /// <exception cref="FormatException">Says which part is wrong, and how it should look.</exception>
    public static ConnectionString Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (result, problem) = Read(text);
        // Whatever is wrong with it, a part of somebody's password would be told.
        if (result is null && text.Contains('@', StringComparison.Ordinal))
            problem = "an identity is not given in front of the servers, but apart.";
        return result ?? throw new FormatException(
            $"'{Masked(text)}' is not a connection string: {problem} Write host[:port][,host[:port]...][/root], for example zk1:2181,zk2:2181/app or [::1]:2181.");
    }

    /// <summary>Reads a connection string, if it is one.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out ConnectionString? result)
    {
        result = text is null ? null : Read(text).Result;
        return result is not null;
    }

    /// <summary>The text as it may be shown: what stands before an @ might be somebody's password.</summary>
    public static string Masked(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var at = text.LastIndexOf('@');
        return at < 0 ? text : "***" + text[at..];
    }

    /// <summary>The form that <see cref="Parse"/> reads, every port written out.</summary>
    public override string ToString() => string.Join(',', Servers) + (Chroot == ZnodePath.Root ? "" : Chroot);

    /// <summary>The same servers in the same order, and the same root.</summary>
    public bool Equals(ConnectionString? other) => other is not null && Chroot == other.Chroot && Servers.SequenceEqual(other.Servers);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Chroot, Servers.Count, Servers[0]);

    private static (ConnectionString? Result, string? Problem) Read(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var chroot = slash < 0 ? ZnodePath.Root : text[slash..].TrimEnd();
        if (!ZnodePath.IsValid(chroot, out var pathProblem))
            return (null, $"the root '{chroot}' is not a path: {pathProblem}");

        var servers = new List<ServerAddress>();
        foreach (var part in (slash < 0 ? text : text[..slash]).Split(','))
        {
            var (server, problem) = ReadServer(part.Trim());
            if (problem is not null)
                return (null, problem);
            servers.Add(server);
        }
        return (new(servers, chroot), null);
    }

    private static (ServerAddress Server, string? Problem) ReadServer(string text)
    {
        if (text.Length == 0)
            return (default, "a server's name is missing.");

        var (host, port) = Split(text);
        if (host.Length == 0 || host.AsSpan().ContainsAny(NotInHostNames))
            return (default, $"'{text}' does not name a server.");
        if (port is null)
            return (new(host, ServerAddress.DefaultPort), null);
        return int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 65535
            ? (new(host, number), null)
            : (default, $"'{port}' in '{text}' is not a port (1 to 65535).");
    }

    // More than one colon without brackets is an IPv6 address without a port: "::1".
    private static (string Host, string? Port) Split(string text)
    {
        var close = text.StartsWith('[') ? text.IndexOf(']', StringComparison.Ordinal) : -1;
        if (close > 0)
            return (text[1..close], close + 1 == text.Length ? null : text[close + 1] == ':' ? text[(close + 2)..] : text[(close + 1)..]);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 || colon != text.LastIndexOf(':') ? (text, null) : (text[..colon], text[(colon + 1)..]);
    }
}
