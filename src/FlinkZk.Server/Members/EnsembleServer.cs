using System.Globalization;
using System.Net;

namespace FlinkZk.Server.Members;

/// <summary>
/// One <c>server.N=</c> line of an ensemble's configuration (<c>QuorumPeer.QuorumServer</c>):
/// <code>host:quorum port:election port[:participant|:observer];[client host:]client port</code>
/// Ours never talk to each other over ports, so the first two mean nothing; they are kept as they came.
/// </summary>
/// <param name="Id">Its number.</param>
/// <param name="Host">Its address among the others.</param>
/// <param name="QuorumPort">A port of it.</param>
/// <param name="ElectionPort">Another.</param>
/// <param name="IsObserver">Whether it has no vote.</param>
/// <param name="ClientHost">The address that clients connect to; null where the line has none: then it is every address, as in Java.</param>
/// <param name="ClientPort">The port that clients connect to.</param>
internal sealed record EnsembleServer(int Id, string Host, int QuorumPort, int ElectionPort, bool IsObserver, string? ClientHost, int ClientPort)
{
    private const string AnyAddress = "0.0.0.0";

    /// <summary>Reads what stands behind <c>server.N=</c>.</summary>
    /// <exception cref="FormatException">It is not of that form.</exception>
    public static EnsembleServer Parse(int id, string text)
    {
        var halves = text.Trim().Split(';');
        if (halves.Length != 2)
            throw new FormatException($"server.{id} needs a client port: ;port.");
        var (host, rest) = SplitHost(halves[0]);
        var parts = rest.Split(':');
        if (host.Length == 0 || parts.Length is < 2 or > 3)
            throw new FormatException($"server.{id} is not host:port:port[:role];port.");
        var isObserver = parts.Length == 3 && parts[2].ToLowerInvariant() switch
        {
            "participant" => false,
            "observer" => true,
            var role => throw new FormatException($"server.{id} has the unknown role {role}."),
        };
        var colon = halves[1].LastIndexOf(':');
        var clientHost = colon < 0 ? null : halves[1][..colon].Trim('[', ']');
        var (quorum, election) = (ParsePort(parts[0]), ParsePort(parts[1]));
        if (quorum == election)
            throw new FormatException($"server.{id} has the same port twice.");
        return new(id, host, quorum, election, isObserver, clientHost, ParsePort(halves[1][(colon + 1)..]));
    }

    /// <summary>Where clients connect to: the address that the line names, else <paramref name="usual"/>.</summary>
    public IPEndPoint EndPoint(IPAddress usual) => new(IPAddress.TryParse(ClientHost, out var address) ? address : usual, ClientPort);

    /// <summary>Whether two servers cannot both be, because they share a port (<c>checkAddressDuplicate</c>).</summary>
    public bool Collides(EnsembleServer other) => Addresses.Intersect(other.Addresses).Any();

    /// <summary>The whole line, as Java writes it.</summary>
    public override string ToString()
    {
        var client = ClientHost ?? AnyAddress;
        var (open, close) = client.Contains(':') ? ("[", "]") : ("", "");
        return string.Create(CultureInfo.InvariantCulture, $"server.{Id}={Host}:{QuorumPort}:{ElectionPort}:{(IsObserver ? "observer" : "participant")};{open}{client}{close}:{ClientPort}");
    }

    private (string Host, int Port)[] Addresses => [(Host, QuorumPort), (Host, ElectionPort), (ClientHost ?? AnyAddress, ClientPort)];

    // An address of version 6 stands in brackets; several addresses of one server, which Java takes if told to, do not come through here.
    private static (string Host, string Behind) SplitHost(string text)
    {
        var end = text.StartsWith('[') ? text.IndexOf("]:", StringComparison.Ordinal) + 1 : text.IndexOf(':');
        return end <= 0 || text.Contains('|') ? throw new FormatException($"'{text}' is not host:port:port.") : (text[..end], text[(end + 1)..]);
    }

    private static int ParsePort(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= IPEndPoint.MaxPort ? port : throw new FormatException($"'{text}' is not a port.");
}
