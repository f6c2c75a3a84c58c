using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace FlinkZk.Clusters.Machine;

/// <summary>Reads what <see cref="MachineFacts"/> tell.</summary>
public static class MachineReader
{
    private const string Processes = "/proc";
    private const string Listening = "0A";

    private static readonly TimeSpan NameDeadline = TimeSpan.FromSeconds(2);

    private static readonly string[] SocketTables = ["tcp", "tcp6"];

    /// <summary>What is seen now.</summary>
    /// <param name="hosts">The hosts of published addresses.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<MachineFacts> ReadAsync(IEnumerable<string> hosts, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(hosts);
        var own = NetworkInterface.GetAllNetworkInterfaces().SelectMany(network => network.GetIPProperties().UnicastAddresses).Select(address => address.Address).ToHashSet();
        var places = new Dictionary<string, HostPlace>(StringComparer.OrdinalIgnoreCase);
        foreach (var host in hosts.Distinct(StringComparer.OrdinalIgnoreCase))
            places[host] = await PlaceAsync(host, own, cancellationToken).ConfigureAwait(false);
        // The processes before the ports: one that ends meanwhile is missed by neither.
        var jobManagers = JobManagers();
        return new(places, IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(listener => listener.Port).ToHashSet(), jobManagers);
    }

    /// <summary>Whether a process of this number is there; one that has ended and waits to be asked for its exit code is not.</summary>
    public static bool IsRunning(int id)
    {
        if (OperatingSystem.IsLinux())
            return ReadText($"{Processes}/{id.ToString(CultureInfo.InvariantCulture)}/stat") is { } stat && stat[(stat.LastIndexOf(')') + 1)..].TrimStart() is var state && !state.StartsWith('Z') && !state.StartsWith('X');
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static async Task<HostPlace> PlaceAsync(string host, HashSet<IPAddress> own, CancellationToken cancellationToken)
    {
        // Often it is the loopback address to the machine itself.
        if (host.Equals(Environment.MachineName, StringComparison.OrdinalIgnoreCase) || host.Equals(Dns.GetHostName(), StringComparison.OrdinalIgnoreCase))
            return HostPlace.Here;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(NameDeadline);
        try
        {
            var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, deadline.Token).ConfigureAwait(false);
            return addresses.Length == 0 ? HostPlace.Unknown : addresses.All(IPAddress.IsLoopback) ? HostPlace.Loopback : addresses.Any(own.Contains) ? HostPlace.Here : HostPlace.Elsewhere;
        }
        catch (Exception e) when (e is SocketException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return HostPlace.Unknown;
        }
    }

    /// <summary>The JobManagers of this machine; null where processes cannot be listed.</summary>
    internal static IReadOnlyList<JobManagerProcess>? JobManagers()
    {
        if (!OperatingSystem.IsLinux())
            return null;
        var sockets = new Lazy<Dictionary<string, int>>(ListeningSockets);
        var found = new List<JobManagerProcess>();
        foreach (var folder in Directory.EnumerateDirectories(Processes))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && ReadText(Path.Combine(folder, "cmdline")) is { } line && line.Split('\0') is var words && words.Any(IsEntryPoint))
                found.Add(new(id, Ports(folder, sockets.Value)) { ConfigurationFolder = words.SkipWhile(word => word is not ("--configDir" or "-c")).ElementAtOrDefault(1) });
        }
        return found;
    }

    // Flink's main classes of JobManagers: StandaloneSessionClusterEntrypoint, StandaloneApplicationClusterEntryPoint, those for YARN and Kubernetes.
    private static bool IsEntryPoint(string word) => word.StartsWith("org.apache.flink.", StringComparison.Ordinal) && word.EndsWith("ClusterEntrypoint", StringComparison.OrdinalIgnoreCase);

    private static HashSet<int>? Ports(string folder, Dictionary<string, int> sockets)
    {
        try
        {
            return [.. Directory.EnumerateFileSystemEntries(Path.Combine(folder, "fd")).Select(link => new FileInfo(link).LinkTarget ?? "").Where(sockets.ContainsKey).Select(target => sockets[target])];
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            return null;
        }
    }

    // Columns of /proc/net/tcp: number, local address:port in hexadecimal digits, remote, state, ..., the tenth is the socket's inode.
    private static Dictionary<string, int> ListeningSockets() => SocketTables
        .SelectMany(name => (ReadText($"{Processes}/net/{name}") ?? "").Split('\n').Skip(1))
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Where(columns => columns.Length > 9 && columns[3] == Listening)
        .DistinctBy(columns => columns[9])
        .ToDictionary(columns => $"socket:[{columns[9]}]", columns => int.Parse(columns[1][(columns[1].LastIndexOf(':') + 1)..], NumberStyles.HexNumber, CultureInfo.InvariantCulture));

    // A process may go while it is looked at.
    private static string? ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
