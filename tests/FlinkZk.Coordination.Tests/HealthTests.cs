using System.Net.Sockets;
using FlinkZk.Client;

namespace FlinkZk.Coordination.Tests;

/// <summary>What is made of servers' answers. The texts are Apache ZooKeeper 3.9.4's.</summary>
public class HealthTests
{
    private const string Refusal = " is not executed because it is not in the whitelist.\n";
    private static readonly ServerAddress One = new("zk1", 2181), Two = new("zk2", 2181), Three = new("zk3", 2181);

    [Fact]
    public async Task A_healthy_ensemble_has_no_problems_and_all_figures()
    {
        var found = await RunAsync(new() { [One] = Answers("follower", zxid: 0x100000005), [Two] = Answers("leader", zxid: 0x100000007, monitor: "zk_learners\t2\nzk_synced_followers\t2\nzk_quorum_size\t3\n"), [Three] = Answers("follower", zxid: 0x100000007) });
        Assert.All(found, server => Assert.True(server.IsHealthy, string.Join(' ', server.Problems)));
        Assert.Equal([2, null, 0], found.Select(server => server.Lag));
        Assert.Equal(("leader", "3.9.4", 3L, 7L, 0x100000007L), (found[1].Mode, found[1].Version, found[1].Outstanding, found[1].Nodes, found[1].Zxid));
        Assert.Equal((TimeSpan.FromMilliseconds(1.25), TimeSpan.FromMilliseconds(20)), (found[1].AverageLatency, found[1].MaxLatency));
        Assert.Equal((2L, 2L, "2"), (found[1].Learners, found[1].SyncedLearners, found[1].Monitor["zk_learners"]));
    }

    [Fact]
    public async Task What_a_server_says_is_plain_text()
    {
        var answers = Answers("follower\u001b]0;t\u0007\u202e", 5, monitor: "zk_\u009bx\t\u001b[2J\n");
        answers["ruok"] = "im\u001b[2J\nok";
        var found = Assert.Single(await RunAsync(new() { [One] = answers }));
        Assert.Equal(@"follower\u001B]0;t\u0007\u202E", found.Mode);
        Assert.Equal(@"\u001B[2J", found.Monitor[@"zk_\u009Bx"]);
        Assert.Contains(found.Problems, problem => problem.Contains(@"'im\u001B[2J ok'", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Mode: follower", "Mode: read-only", "reads only")]
    [InlineData("Outstanding: 3", "Outstanding: 900", "900 requests wait")]
    [InlineData("min/avg/max: 0/1.25/20", "min/avg/max: 0/250/900", "250 ms on average")]
    [InlineData("Zxid: 0x100000007", "Zxid: 0x100000001", "5,000 transactions behind")]
    [InlineData("3.9.4", "3.8.0", "Finish the upgrade")]
    [InlineData("Mode: follower", "Mode: standalone", "stands alone")]
    [InlineData("Mode: follower", "Mode: leader", "leads as well")]
    public async Task What_is_wrong_with_a_server_is_said_with_what_to_do(string usual, string wrong, string part)
    {
        var answers = Answers("follower", 0x100000007);
        answers["srvr"] = answers["srvr"].Replace(usual, wrong, StringComparison.Ordinal);
        var found = await RunAsync(new() { [One] = answers, [Two] = Answers("leader", 0x100000001 + 5000) });
        Assert.Contains(found[0].Problems, problem => problem.Contains(part, StringComparison.Ordinal));
        Assert.All(found[0].Problems, problem => Assert.EndsWith(".", problem, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("zk_learners\t2\nzk_synced_followers\t1\nzk_quorum_size\t3\n", "1 of 2 learners", "Only 2 of 3 voters")]
    [InlineData("zk_followers\t2\nzk_synced_followers\t1\n", "1 of 2 learners", "1 of 2 learners")]
    [InlineData("zk_writes_refused\t1\n", "refuses writes", "disk")]
    [InlineData("zk_open_file_descriptor_count\t900\nzk_max_file_descriptor_count\t1024\n", "900 of 1,024 file descriptors", "ulimit")]
    public async Task What_mntr_tells_is_judged(string monitor, string first, string second)
    {
        var problems = string.Join(' ', (await RunAsync(new() { [One] = Answers("leader", 1, monitor) })).Single().Problems);
        Assert.Contains(first, problems, StringComparison.Ordinal);
        Assert.Contains(second, problems, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zk_learners\t3\nzk_synced_followers\t2\nzk_synced_observers\t1\nzk_quorum_size\t3\n")]
    [InlineData("zk_learners\t0\nzk_quorum_size\t1\nzk_writes_refused\t0\n")]
    [InlineData("zk_max_file_descriptor_count\tNaN\nnonsense\n\t\n")]
    public async Task What_is_well_or_not_told_is_no_problem(string monitor) =>
        Assert.Empty((await RunAsync(new() { [One] = Answers("leader", 1, monitor) })).Single().Problems);

    [Fact]
    public async Task The_first_requests_after_a_start_are_no_average()
    {
        var answers = Answers("standalone", 1);
        answers["srvr"] = answers["srvr"].Replace("0/1.25/20", "0/250/900", StringComparison.Ordinal).Replace("Received: 1000", "Received: 12", StringComparison.Ordinal);
        Assert.True((await RunAsync(new() { [One] = answers })).Single().IsHealthy);
    }

    [Fact]
    public async Task Words_that_are_not_allowed_are_named_and_no_problem_as_long_as_one_tells()
    {
        var answers = Answers("standalone", 1);
        (answers["mntr"], answers["ruok"]) = ("mntr" + Refusal, "");
        var server = (await RunAsync(new() { [One] = answers })).Single();
        Assert.True(server.IsHealthy);
        Assert.Equal(["mntr", "ruok"], server.RefusedWords);
        answers["srvr"] = "srvr" + Refusal;
        Assert.Contains("4lw.commands.whitelist", Assert.Single((await RunAsync(new() { [One] = answers })).Single().Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_without_a_quorum_runs_and_serves_nobody() =>
        Assert.Contains("no quorum", Assert.Single((await RunAsync(new()
        {
            [One] = new(StringComparer.Ordinal)
            {
                ["srvr"] = "This ZooKeeper instance is not currently serving requests\n",
                ["mntr"] = "This ZooKeeper instance is not currently serving requests\n",
                ["ruok"] = "imok",
            }
        })).Single().Problems), StringComparison.Ordinal);

    [Fact]
    public async Task A_server_that_is_not_well_says_so() =>
        Assert.Contains("ruok", Assert.Single((await RunAsync(new() { [One] = new(Answers("standalone", 1), StringComparer.Ordinal) { ["ruok"] = "oh" } })).Single().Problems), StringComparison.Ordinal);

    [Fact]
    public async Task Something_else_than_a_ZooKeeper_is_told_as_such() =>
        Assert.Contains("Check the port", Assert.Single((await RunAsync(new() { [One] = new(StringComparer.Ordinal) { ["srvr"] = "HTTP/1.1 400 Bad Request", ["mntr"] = "HTTP", ["ruok"] = "HTTP" } })).Single().Problems), StringComparison.Ordinal);

    [Fact]
    public async Task One_that_does_not_answer_does_not_hide_the_others()
    {
        var found = await HealthCheck.RunAsync([One, Two, Three], async (server, word, cancel) =>
        {
            if (server == Two)
                await Task.Delay(Timeout.Infinite, cancel);
            return server == One ? Answers("standalone", 1)[word] : throw new SocketException((int)SocketError.ConnectionRefused);
        }, TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);
        Assert.True(found[0].IsHealthy);
        Assert.Contains("within 0.1 s", Assert.Single(found[1].Problems), StringComparison.Ordinal);
        Assert.Contains("Check that the server runs", Assert.Single(found[2].Problems), StringComparison.Ordinal);
    }

    private static Task<IReadOnlyList<ServerHealth>> RunAsync(Dictionary<ServerAddress, Dictionary<string, string>> servers) =>
        HealthCheck.RunAsync([.. servers.Keys], (server, word, _) => Task.FromResult(servers[server][word]), TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

    private static Dictionary<string, string> Answers(string mode, long zxid, string monitor = "") => new(StringComparer.Ordinal)
    {
        ["srvr"] = $"Zookeeper version: 3.9.4-7246445ec281f3dbf53dc54e970c914f39713903, built on 2025-08-19 19:53 UTC\nLatency min/avg/max: 0/1.25/20\nReceived: 1000\nSent: 9\nConnections: 2\nOutstanding: 3\nZxid: 0x{zxid:x}\nMode: {mode}\nNode count: 7\n",
        ["mntr"] = $"zk_version\t3.9.4-7246445ec281f3dbf53dc54e970c914f39713903, built on 2025-08-19 19:53 UTC\nzk_server_state\t{mode}\n{monitor}",
        ["ruok"] = "imok",
    };
}
