using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using FlinkZk.Clusters.Machine;
using FlinkZk.Testing;

namespace FlinkZk.Clusters.Tests.Machine;

/// <summary>A leader is dead only where that is proved.</summary>
public sealed class DeathRulesTests
{
    private static readonly PublishedAddress[] Addresses = [new("jm1", 8081), new("jm1", 6123)];
    private static readonly JobManagerProcess Other = new(7, new HashSet<int> { 8082, 6124 });

    public static TheoryData<string, HostPlace, int[], string, int, bool, Vitality> Cases => new()
    {
        { "nothing is left of it", HostPlace.Here, [22], "other", 0, false, Vitality.Dead },
        { "no JobManager is there at all", HostPlace.Here, [], "none", 0, false, Vitality.Dead },
        { "its REST server is there", HostPlace.Here, [8081], "other", 0, false, Vitality.Alive },
        { "only its RPC system is there", HostPlace.Here, [6123], "other", 0, false, Vitality.Alive },
        { "one starts, or ends", HostPlace.Here, [22], "silent", 0, false, Vitality.Unknown },
        { "one is another user's", HostPlace.Here, [22], "hidden", 0, false, Vitality.Unknown },
        { "processes cannot be listed", HostPlace.Here, [22], "unseen", 0, false, Vitality.Unknown },
        { "processes cannot be listed, and its own is named", HostPlace.Here, [22], "unseen", 4711, false, Vitality.Dead },
        { "another machine", HostPlace.Elsewhere, [], "none", 0, false, Vitality.Unknown },
        { "another machine, and a process is named", HostPlace.Elsewhere, [], "none", 4711, false, Vitality.Unknown },
        { "a name that nobody knows", HostPlace.Unknown, [], "none", 0, false, Vitality.Unknown },
        { "any machine", HostPlace.Loopback, [], "none", 0, false, Vitality.Unknown },
        { "any machine, and a process is named", HostPlace.Loopback, [], "none", 4711, false, Vitality.Dead },
        { "the named process is there", HostPlace.Here, [], "none", 4711, true, Vitality.Alive },
        { "the named process is not there, and its port is taken", HostPlace.Here, [8081], "none", 4711, false, Vitality.Alive },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void It_is_proved_or_not(string what, HostPlace place, int[] listening, string jobManagers, int processId, bool isRunning, Vitality verdict)
    {
        IReadOnlyList<JobManagerProcess>? processes = jobManagers switch
        {
            "none" => [],
            "other" => [Other],
            "silent" => [Other, new(8, new HashSet<int>())],
            "hidden" => [Other, new(8, null)],
            _ => null,
        };
        var machine = new MachineFacts(new Dictionary<string, HostPlace> { ["jm1"] = place }, listening.ToHashSet(), processes);
        var (judged, reason) = DeathRules.Judge(Addresses, machine, processId == 0 ? null : processId, isRunning);
        Assert.True(judged == verdict, $"{what}: {judged}. {reason}");
        Assert.EndsWith(".", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_has_published_nothing_that_can_be_read_is_not_judged() =>
        Assert.Equal(Vitality.Unknown, DeathRules.Judge([], new(new Dictionary<string, HostPlace>(), new HashSet<int>(), []), null, false).Verdict);

    [Theory]
    [InlineData("http://jm1:8081", "jm1", 8081)]
    [InlineData("https://[::1]:8081", "::1", 8081)]
    [InlineData("pekko.tcp://flink@10.0.0.1:6123/user/rpc/dispatcher_1", "10.0.0.1", 6123)]
    [InlineData("akka.ssl.tcp://flink@jm1:50010/user/rpc/resourcemanager_0", "jm1", 50010)]
    public void An_address_has_a_host_and_a_port(string address, string host, int port) => Assert.Equal(new(host, port), PublishedAddress.Of(address));

    [Theory]
    [InlineData(null)]
    [InlineData("jm1")]
    [InlineData("pekko://flink/user/rpc/dispatcher_1")]
    public void What_has_none_is_none(string? address) => Assert.Null(PublishedAddress.Of(address));

    [Fact]
    public async Task This_machine_is_seen_as_it_is()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var seen = await MachineReader.ReadAsync([Environment.MachineName, "localhost", "192.0.2.1", "no-such-host.invalid"], TestContext.Current.CancellationToken);
        Assert.Equal((HostPlace.Here, HostPlace.Loopback, HostPlace.Elsewhere, HostPlace.Unknown), (seen.Hosts[Environment.MachineName], seen.Hosts["localhost"], seen.Hosts["192.0.2.1"], seen.Hosts["no-such-host.invalid"]));
        Assert.Contains(port, seen.ListeningPorts);
        Assert.True(MachineReader.IsRunning(Environment.ProcessId));
    }

    [Fact]
    public async Task A_JobManager_is_known_by_its_command_line_and_its_ports()
    {
        if (!OperatingSystem.IsLinux() || !File.Exists("/usr/bin/python3"))
            Assert.Skip("It takes Linux, and a Python that listens.");
        var port = FreePort.Next();
        const string Listen = "import socket,sys,time; s=socket.socket(); s.bind(('127.0.0.1',int(sys.argv[2]))); s.listen(); time.sleep(600)";
        using var process = Process.Start(new ProcessStartInfo("python3", ["-c", Listen, "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint", port.ToString(System.Globalization.CultureInfo.InvariantCulture)]))!;
        try
        {
            await Eventually.Async(async cancel => (await MachineReader.ReadAsync([], cancel)).JobManagers!.Any(found => found.Id == process.Id && found.Ports?.SetEquals([port]) == true), "it is seen with its port", TestContext.Current.CancellationToken);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        Assert.False(MachineReader.IsRunning(process.Id));
        Assert.DoesNotContain((await MachineReader.ReadAsync([], TestContext.Current.CancellationToken)).JobManagers!, found => found.Id == process.Id);
    }
}
