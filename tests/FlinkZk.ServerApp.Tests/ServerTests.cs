using System.Text.Json;
using FlinkZk.Client;
using FlinkZk.Testing;
using FlinkZk.Wire;

namespace FlinkZk.ServerApp.Tests;

/// <summary>The server in the foreground: what a service or a container runs, and what it says when it cannot.</summary>
public sealed class ServerTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("flinkzk-server-");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Data => Path.Combine(_folder.FullName, "data");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(Signals.Terminate)]
    [InlineData(Signals.Interrupt)]
    public async Task A_signal_stops_it_cleanly(int signal)
    {
        Assert.SkipUnless(Signals.Exist, "Windows has no signals that one process can send another.");
        await using var server = await ServerProcess.StartAsync();
        Assert.Contains("memory", server.Log, StringComparison.Ordinal);
        Assert.Contains("Zookeeper version: 3.9", await server.AskAsync("srvr"), StringComparison.Ordinal);
        Assert.Contains("not in the whitelist", await server.AskAsync("stat"), StringComparison.Ordinal);
        var run = await server.EndAsync(signal);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("INFO  Stopped: ", run.Output, StringComparison.Ordinal);
        Assert.Equal("", run.Errors);
    }

    [Fact]
    public async Task Its_folder_is_closed_to_others_whatever_the_mask_of_who_starts_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        var data = Path.Combine(Directory.CreateTempSubdirectory("flinkzk-mask-").FullName, "data");
        await using (var server = await ServerProcess.StartLimitedAsync("umask 000", "--data", data, "--snapshot-every", "1"))
        {
            await using var client = await server.ConnectAsync();
            await client.CreateAsync("/secret", cancellationToken: Cancel);
            await Eventually.Async(_ => Task.FromResult(Directory.GetFiles(data, "snapshot.*").Length > 0), TimeSpan.FromSeconds(30), "a snapshot is taken", Cancel);
        }
        if (!OperatingSystem.IsWindows())
            foreach (var entry in new DirectoryInfo(data).EnumerateFileSystemInfos().Append(new DirectoryInfo(data)))
                Assert.Equal((entry.Name, entry is FileInfo ? UnixFileMode.UserRead | UnixFileMode.UserWrite : UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute), (entry.Name, entry.UnixFileMode));
        Directory.Delete(Path.GetDirectoryName(data)!, recursive: true);
    }

    [Fact]
    public async Task Data_in_a_folder_survive_kill_and_the_folder_belongs_to_one_server()
    {
        Assert.SkipUnless(Signals.Exist, "Windows has no signals that one process can send another.");
        await using (var server = await ServerProcess.StartAsync("--data", Data))
        {
            Assert.DoesNotContain("memory", server.Log, StringComparison.Ordinal);
            await using (var client = await server.ConnectAsync())
                await client.CreateAsync("/kept", "yes"u8.ToArray(), cancellationToken: Cancel);
            var second = await ServerProcess.RunAsync("--port", "0", "--data", Data);
            Assert.Equal(1, second.ExitCode);
            Assert.Contains($"{Data} is in use", second.Errors, StringComparison.Ordinal);
            await server.EndAsync(Signals.Kill);
        }
        await using (var server = await ServerProcess.StartAsync("--data", Data))
        await using (var client = await server.ConnectAsync())
            Assert.Equal("yes"u8.ToArray(), (await client.GetDataAsync("/kept", Cancel)).Data);
    }

    [Fact]
    public async Task Damaged_data_are_refused_with_the_command_that_repairs_them()
    {
        await using (var server = await ServerProcess.StartAsync("--data", Data))
        {
            await using (var client = await server.ConnectAsync())
                for (var i = 1; i < 10; i++)
                    await client.CreateAsync($"/node-{i}", cancellationToken: Cancel);
            await server.EndAsync(Signals.Kill);
        }
        var segment = Path.Combine(Data, "log.00000001");
        var bytes = File.ReadAllBytes(segment);
        bytes[bytes.AsSpan().IndexOf("/node-5"u8)] ^= 1;
        File.WriteAllBytes(segment, bytes);
        var run = await ServerProcess.RunAsync("--port", "0", "--data", Data);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"{segment}, offset ", run.Errors, StringComparison.Ordinal);
        Assert.Contains("at risk", run.Errors, StringComparison.Ordinal);
        Assert.Contains($"Repair-ZkServerData '{Data}'", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Java_servers_folder_is_refused_with_the_command_that_takes_it_over()
    {
        var java = Path.Combine(_folder.FullName, "java");
        Directory.CreateDirectory(Path.Combine(java, "version-2"));
        var run = await ServerProcess.RunAsync("--port", "0", "--data", java);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"Import-ZkServerData '{java}'", run.Errors, StringComparison.Ordinal);
        Assert.Single(Directory.GetFileSystemEntries(java));
    }

    [Fact]
    public async Task A_port_that_is_taken_is_told()
    {
        await using var server = await ServerProcess.StartAsync();
        var run = await ServerProcess.RunAsync($"--port={server.Port}");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"The port {server.Port} of 127.0.0.1 is taken", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Figures_are_shown_over_HTTP_where_that_is_asked_for_and_the_log_tells_where()
    {
        await using var server = await ServerProcess.StartAsync("--metrics", "0");
        var address = System.Text.RegularExpressions.Regex.Match(server.Log, @"metrics on (http://127\.0\.0\.1:\d+)/metrics").Groups[1].Value;
        using var http = new HttpClient { BaseAddress = new(address) };
        await using var client = await server.ConnectAsync();
        Assert.Contains("\nnum_alive_connections 1\n", await http.GetStringAsync("/metrics", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal("ok\n", await http.GetStringAsync("/ready", TestContext.Current.CancellationToken));
        Assert.Contains("\"standalone\"", await http.GetStringAsync("/commands/stat", TestContext.Current.CancellationToken), StringComparison.Ordinal);

        var second = await ServerProcess.RunAsync("--port", "0", "--metrics", new Uri(address).Authority);
        Assert.Equal(1, second.ExitCode);
        Assert.Contains($"The port {new Uri(address).Port} of 127.0.0.1 is taken. Stop what listens there, or choose another one with --metrics.", second.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_is_none_is_told()
    {
        var file = Path.Combine(_folder.FullName, "text.pem");
        await File.WriteAllTextAsync(file, "hello", TestContext.Current.CancellationToken);
        var run = await ServerProcess.RunAsync("--port", "0", "--secure-port", "0", "--certificate", file);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"'{file}' holds no certificate", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_is_a_line_of_JSON_an_entry_where_that_is_asked_for()
    {
        await using var server = await ServerProcess.StartAsync("--log-format", "json", "--log-level", "Debug");
        foreach (var line in server.Log.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries))
        {
            var entry = JsonDocument.Parse(line).RootElement;
            Assert.True(entry.GetProperty("time").GetDateTime() > DateTime.UtcNow.AddHours(-1));
            Assert.All(["level", "event", "message"], name => Assert.NotEmpty(entry.GetProperty(name).GetString()!));
        }
    }

    [Fact]
    public async Task Secrets_come_from_files_and_variables()
    {
        // super:base64(sha1(super:s3cret))
        const string Digest = "super:3/BRixgtJK5zIu/gWZCB29+Rzoo=";
        var users = Path.Combine(_folder.FullName, "users");
        await File.WriteAllTextAsync(users, "# people\nalice:pa:ss\n", TestContext.Current.CancellationToken);
        await using var server = await ServerProcess.StartAsync([new("FLINKZK_SUPER_DIGEST", Digest)], "--sasl-users", users);
        await using (var nobody = await server.ConnectAsync())
            await nobody.CreateAsync("/closed", acl: [Acl.Parse("ip:192.0.2.1:r")], cancellationToken: Cancel);
        await using (var super = await server.ConnectAsync(AuthInfo.Digest("super", "s3cret")))
            await super.SetDataAsync("/closed", "x"u8.ToArray(), cancellationToken: Cancel);
        await using (var alice = await server.ConnectAsync(sasl: new SaslCredential("alice", "pa:ss")))
            Assert.Contains(new ClientId("sasl", "alice"), await alice.WhoAmIAsync(Cancel));
    }

    [Theory]
    [InlineData("--prot 2181", "Did you mean one of the following?\n--port\n")]
    [InlineData("2181", "'2181'")]
    [InlineData("--port", "missing for option: '--port'")]
    [InlineData("--port 99999", "from 0 to 65535")]
    [InlineData("--port 0 --port 0", "single argument")]
    [InlineData("--address zk1", "IP address")]
    [InlineData("--tick-time 5", "5s or 5ms")]
    [InlineData("--tick-time 0s", "more than nothing")]
    [InlineData("--min-session-timeout 1h", "longer than the longest")]
    [InlineData("--metrics here", "[::1]:7000")]
    [InlineData("--port 7000 --metrics 7000", "7000 cannot be both")]
    [InlineData("--log-level loud", "Debug, Information, Warning, Error")]
    [InlineData("--log-format xml", "Text, Json")]
    [InlineData("--snapshots-kept 1", "2 or more")]
    [InlineData("--secure-port 2281", "--certificate")]
    [InlineData("--certificate /no/such.pem --secure-port 0", "no such file")]
    [InlineData("--require-sasl", "nobody could come in")]
    [InlineData("--require-sasl=no", "'no'")]
    [InlineData("--four-letter-words ruk", "'ruk'")]
    [InlineData("--sasl-users alice:s3cret", "names a file")]
    public async Task An_option_that_is_wrong_is_told_with_what_would_be_right(string options, string told)
    {
        var run = await ServerProcess.RunAsync(options.Split(' '));
        Assert.Equal(64, run.ExitCode);
        Assert.Equal("", run.Output);
        Assert.Contains("--help", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", run.Errors, StringComparison.Ordinal);
        Assert.Contains(told, run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_stands_behind_an_option_that_there_is_not_is_no_second_mistake()
    {
        var run = await ServerProcess.RunAsync("--prt", "1");
        Assert.Equal(64, run.ExitCode);
        Assert.Contains("--port\n", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("'1'", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_tells_all_options()
    {
        var run = await ServerProcess.RunAsync("--help");
        Assert.Equal(0, run.ExitCode);
        foreach (var option in new[] { "--port", "--data", "--address", "--sasl-users", "--log-format", "--metrics", "--stop-timeout", "FLINKZK_SUPER_DIGEST" })
            Assert.Contains(option, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void It_carries_the_server_room_and_no_PowerShell()
    {
        var carried = Directory.GetFiles(ServerProcess.Folder, "*.dll", SearchOption.AllDirectories).Select(Path.GetFileName);
        Assert.Equal(["FlinkZk.Server.dll", "FlinkZk.Wire.dll", "System.CommandLine.dll", "flinkzk-server.dll"], carried.Order(StringComparer.Ordinal));
    }
}
