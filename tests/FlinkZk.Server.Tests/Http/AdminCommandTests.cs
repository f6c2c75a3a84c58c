using System.Globalization;
using System.Net;
using System.Text.Json;
using FlinkZk.Testing;

namespace FlinkZk.Server.Tests.Http;

/// <summary>AdminServer's commands in JSON, field by field.</summary>
public sealed class AdminCommandTests
{
    private static readonly string[] Commands =
    [
        "ruok", "srvr", "server_stats", "stat", "stats", "mntr", "monitor", "isro", "is_read_only", "conf", "configuration", "cons", "connections", "wchs", "watch_summary", "dirs", "nosuch",
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_command_has_the_fields_that_Java_has()
    {
        var home = ZooKeeperHome.Newest;
        Assert.SkipWhen(home is null, ZooKeeperHome.SkipReason);
        var port = FreePort.Next();
        await using var java = await ApacheServer.StartAsync(
            home!, new() { Config = ["admin.enableServer=true", "admin.serverAddress=127.0.0.1", string.Create(CultureInfo.InvariantCulture, $"admin.serverPort={port}")] }, Cancel);
        var folder = Directory.CreateTempSubdirectory("flinkzk-admin-").FullName;
        await using (var ours = await ZkServer.StartAsync(new() { Metrics = new(IPAddress.Loopback, 0), DataPath = folder }, Cancel))
        {
            var admin = new IPEndPoint(IPAddress.Loopback, port);
            await using var one = await RawClient.ConnectAsync(java.Port);
            await using var other = await RawClient.ConnectAsync(ours.Port);
            await one.ExistsAsync("/");
            await other.ExistsAsync("/");
            await Eventually.Async(async _ => (await HttpGet.AskAsync(admin, "/commands/ruok")).Status == 200, TimeSpan.FromSeconds(60), "AdminServer answers", Cancel);
            foreach (var command in Commands)
            {
                var (javas, told) = (await FieldsAsync(admin, command), await FieldsAsync(ours.Metrics!, command));
                if (command is "mntr" or "monitor")
                    Assert.Subset(javas, told); // it has much that means nothing here
                else
                    Assert.Equal(javas.Order(), told.Order());
            }
        }
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_command_is_answered_with_its_values()
    {
        await using var server = await ZkServer.StartAsync(new() { Metrics = new(IPAddress.Loopback, 0) }, Cancel);
        await using var client = await RawClient.ConnectAsync(server.Port, timeout: 12_000);
        await client.CreateAsync("/a", "x");
        await client.GetAsync("/a", watch: true);
        var stats = await AskAsync(server, "stat");
        Assert.Equal(
            ("stats", "standalone", 6, 1, 3),
            (stats.GetProperty("command").GetString(), stats.GetProperty("server_stats").GetProperty("server_state").GetString(), stats.GetProperty("node_count").GetInt32(),
                stats.GetProperty("connections").GetArrayLength(), stats.GetProperty("server_stats").GetProperty("packets_received").GetInt32()));
        Assert.Equal(12_000, (await AskAsync(server, "cons")).GetProperty("connections")[0].GetProperty("session_timeout").GetInt32());
        Assert.Equal(1, (await AskAsync(server, "wchs")).GetProperty("num_total_watches").GetInt32());
        Assert.Equal(server.Port, (await AskAsync(server, "conf")).GetProperty("client_port").GetInt32());
        Assert.Equal(JsonValueKind.Null, (await AskAsync(server, "ruok")).GetProperty("error").ValueKind);
    }

    [Theory]
    [InlineData("stat_reset")]
    [InlineData("srst")]
    [InlineData("connection_stat_reset")]
    [InlineData("snapshot")]
    [InlineData("<script>\"")]
    public async Task What_would_change_something_is_unknown(string command)
    {
        await using var server = await ZkServer.StartAsync(new() { Metrics = new(IPAddress.Loopback, 0) }, Cancel);
        Assert.Equal($"Unknown command: {command}", (await AskAsync(server, command)).GetProperty("error").GetString());
    }

    [Fact]
    public async Task The_commands_are_listed()
    {
        await using var server = await ZkServer.StartAsync(new() { Metrics = new(IPAddress.Loopback, 0) }, Cancel);
        foreach (var path in (string[])["/commands", "/commands/"])
            Assert.Contains("<a href=\"/commands/monitor\">", (await HttpGet.AskAsync(server.Metrics!, path)).Body, StringComparison.Ordinal);
    }

    private static async Task<JsonElement> AskAsync(ZkServer server, string command)
    {
        var (status, head, body) = await HttpGet.AskAsync(server.Metrics!, $"/commands/{command}");
        Assert.Equal(200, status);
        Assert.Contains("Content-Type: application/json", head, StringComparison.Ordinal);
        return JsonDocument.Parse(body).RootElement;
    }

    private static async Task<HashSet<string>> FieldsAsync(IPEndPoint server, string command)
    {
        var fields = new HashSet<string>();
        Add(JsonDocument.Parse((await HttpGet.AskAsync(server, $"/commands/{command}")).Body).RootElement, "");
        return fields;

        // With the kind of the value: a reader of numbers wants no text.
        void Add(JsonElement element, string place)
        {
            if (element.ValueKind == JsonValueKind.Object)
                foreach (var field in element.EnumerateObject())
                    Add(field.Value, $"{place}/{field.Name}");
            else if (element.ValueKind == JsonValueKind.Array)
                foreach (var item in element.EnumerateArray())
                    Add(item, $"{place}[]");
            else
                fields.Add($"{place}: {element.ValueKind}");
        }
    }
}
