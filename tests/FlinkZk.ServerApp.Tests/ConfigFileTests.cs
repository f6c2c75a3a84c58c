using System.Text.RegularExpressions;
using FlinkZk.Testing;

namespace FlinkZk.ServerApp.Tests;

/// <summary>A zoo.cfg that is handed over as it is.</summary>
public sealed partial class ConfigFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("flinkzk-config-");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Its_keys_are_read_the_command_line_wins_and_what_means_nothing_is_named()
    {
        var file = Write($"""
            # The usual one
            tickTime=1500
            initLimit=10
            syncLimit = 5
            dataDir={Path.Combine(_folder.FullName, "data")}
            clientPort=1
            maxClientCnxns:17
            minSessionTimeout=-1
            4lw.commands.whitelist=conf, gtmk, mntr
            zookeeper.extendedTypesEnabled=false
            autopurge.purgeInterval=0
            server.1=zk1:2888:3888
            """);
        await using var server = await ServerProcess.StartAsync("--config", file, "--tick-time", "3s");
        var conf = await server.AskAsync("conf");
        Assert.Contains("\ntickTime=3000\n", conf, StringComparison.Ordinal);
        Assert.Contains("\nmaxClientCnxns=17\n", conf, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(_folder.FullName, "data", "log.00000001")));
        await using (var client = await server.ConnectAsync())
            Assert.Equal(Wire.ErrorCode.Unimplemented, (await Assert.ThrowsAsync<Client.ZkException>(
                () => client.CreateAsync("/ttl", mode: Wire.CreateMode.PersistentWithTtl, ttl: TimeSpan.FromHours(1), cancellationToken: Cancel).AsTask())).Code);
        var output = (await server.EndAsync(Signals.Terminate)).Output;
        Assert.Contains("ConfigIgnored: initLimit, syncLimit, server.1: not read; of ensembles, and this server is one alone.", output, StringComparison.Ordinal);
        Assert.Contains("ConfigIgnored: 4lw.commands.whitelist gtmk: not read; this server has no such words.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_what_is_not_read_it_is_told_what_takes_its_place_and_a_slip_is_told_from_it()
    {
        var file = Write("""
            clientPort=0
            authProvider.1=org.apache.zookeeper.server.auth.SASLAuthenticationProvider
            metricsProvider.httpPort=7000
            metricsProvider.className=x
            tickTme=2000
            jute.maxbuffer=0x40000
            nio.numWorkerThreads=8
            zookeeper.pathStats.enabled=true
            commitLogCont=5
            """);
        await using var server = await ServerProcess.StartAsync("--config", file);
        var output = (await server.EndAsync(Signals.Terminate)).Output;
        Assert.Contains("authProvider.1: not read; who gets in is said by --sasl-users", output, StringComparison.Ordinal);
        Assert.Contains("metricsProvider.httpPort, metricsProvider.className: not read; --metrics.", output, StringComparison.Ordinal);
        Assert.Contains("nio.numWorkerThreads, zookeeper.pathStats.enabled: not read; of how Java's server works inside.", output, StringComparison.Ordinal);
        Assert.Contains("commitLogCont: not read; no key of ZooKeeper's. Is commitLogCount meant?", output, StringComparison.Ordinal);
        Assert.Contains("tickTme: not read; no key of ZooKeeper's. Is tickTime meant?", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_of_an_ensemble_starts_no_server_alone()
    {
        var run = await ServerProcess.RunAsync("--config", Write("clientPort=0\nserver.1=zk1:2888:3888\nserver.2=zk2:2888:3888\nserver.3=zk3:2888:3888"));
        Assert.Equal(64, run.ExitCode);
        Assert.Contains("is of an ensemble (server.1, server.2, server.3)", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Data_of_a_Java_server_are_to_be_imported_with_the_log_that_it_names()
    {
        var (data, log) = (_folder.CreateSubdirectory("data/version-2"), Path.Combine(_folder.FullName, "log"));
        await File.WriteAllBytesAsync(Path.Combine(data.FullName, "snapshot.5"), "ZKSN\0\0\0\u0002"u8.ToArray(), Cancel);
        var run = await ServerProcess.RunAsync("--config", Write($"clientPort=0\ndataDir={data.Parent!.FullName}\ndataLogDir={log}"));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"Import-ZkServerData '{data.Parent.FullName}' NEWFOLDER -LogPath '{log}'", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tickTime=2 s", "line 1, tickTime: ")]
    [InlineData("\nclientPort=zk", "line 2, clientPort: ")]
    [InlineData("=5", "line 1: write key=value")]
    [InlineData("enforceQuota=yes", "line 1, enforceQuota: write true or false")]
    public async Task A_wrong_line_is_told_by_its_number(string text, string told)
    {
        var run = await ServerProcess.RunAsync("--config", Write(text));
        Assert.Equal(64, run.ExitCode);
        Assert.Contains(told, run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_table_in_the_documentation_tells_what_is_read()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(ServerProcess.Project, "..", "..", "docs", "zoocfg.md"), Cancel);
        var rows = Row().Matches(page).Select(static row => (Key: row.Groups["key"].Value, Value: row.Groups["value"].Value, Option: row.Groups["option"].Value)).ToList();
        Assert.InRange(rows.Count, 20, 40);
        var help = (await ServerProcess.RunAsync("--help")).Output;
        Assert.All(rows, row => Assert.Contains(row.Option, help, StringComparison.Ordinal));
        // Those of TLS name files.
        var file = Write(string.Join('\n', rows.Where(static row => !row.Key.StartsWith("ssl.", StringComparison.Ordinal) && row.Key is not ("secureClientPort" or "sessionRequireClientSASLAuth" or "dataDir"))
            .Select(static row => $"{row.Key}={row.Value}")));
        await using var server = await ServerProcess.StartAsync("--config", file);
        Assert.DoesNotContain("ConfigIgnored", (await server.EndAsync(Signals.Terminate)).Output, StringComparison.Ordinal);
    }

    private string Write(string text)
    {
        var path = Path.Combine(_folder.FullName, "zoo.cfg");
        File.WriteAllText(path, text);
        return path;
    }

    [GeneratedRegex(@"^\| `(?<key>[^`]+)` \| `(?<value>[^`]*)` \| `(?<option>--[a-z-]+)", RegexOptions.Multiline)]
    private static partial Regex Row();
}
