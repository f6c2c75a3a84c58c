using FlinkZk.Server.Ensemble;
using FlinkZk.Server.Options;
using FlinkZk.Testing;

namespace FlinkZk.Server.Tests;

/// <summary>An ensemble that a behaviour is asked of: ours, or Java's as the reference. Members count from 0.</summary>
internal abstract class EnsembleUnderTest : IAsyncDisposable
{
    // A new leader of Java's takes its time on a busy machine.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The digest of super:secret.</summary>
    public const string SuperDigest = "super:lK75jTNcA+U9vtVEw5vB51mj/w4=";

    public abstract IReadOnlyList<int> Ports { get; }

    public abstract Task StopAsync(int member);

    public abstract Task StartAsync(int member);

    /// <summary>Waits until the leader has no more than so many followers.</summary>
    public abstract Task UntilMissedAsync(int leader, int followers);

    public abstract ValueTask DisposeAsync();

    public Task<RawClient> ConnectAsync(int member, int timeout = 20_000, bool? readOnly = false) => RawClient.ConnectAsync(Ports[member], timeout, readOnly: readOnly);

    /// <summary>Comes back with the session of another connection.</summary>
    public Task<RawClient> RenewAsync(int member, RawClient before, bool? readOnly = false) => RawClient.ConnectAsync(
        Ports[member], 20_000, before.Session.SessionId, before.Session.Password, readOnly: readOnly);

    public Task<string?> AskAsync(int member, string word) => FourLetterWord.AskAsync(Ports[member], word, TestContext.Current.CancellationToken);

    /// <summary>Who leads, and the others.</summary>
    public async Task<(int Leader, int[] Followers)> FindLeaderAsync()
    {
        var leader = -1;
        await Eventually.Async(async _ =>
        {
            for (var member = 0; member < Ports.Count; member++)
                if ((await AskAsync(member, "srvr"))?.Contains("Mode: leader", StringComparison.Ordinal) == true)
                    leader = member;
            return leader >= 0;
        }, Patience, "there is a leader", TestContext.Current.CancellationToken);
        return (leader, [.. Enumerable.Range(0, Ports.Count).Where(member => member != leader)]);
    }

    /// <summary>Waits until a member answers a word so.</summary>
    public Task UntilAsync(int member, string word, string part) => Eventually.Async(
        async _ => (await AskAsync(member, word))?.Contains(part, StringComparison.Ordinal) == true, Patience, $"{word} says {part}", TestContext.Current.CancellationToken);

    internal sealed class Ours(ZkEnsemble ensemble) : EnsembleUnderTest
    {


        public override IReadOnlyList<int> Ports { get; } = [.. ensemble.Members.Select(member => member.Port)];

        public static async Task<EnsembleUnderTest> StartAsync(ZkServerOptions options) => new Ours(await TestEnsembles.StartAsync(options));

        public override Task StopAsync(int member) => Member(member).StopAsync(TestContext.Current.CancellationToken).AsTask();

        public override Task StartAsync(int member) => Member(member).StartAsync(TestContext.Current.CancellationToken).AsTask();

        public override Task UntilMissedAsync(int leader, int followers) => Task.CompletedTask;

        public override ValueTask DisposeAsync() => ensemble.DisposeAsync();

        // One that left and came back is another.
        private ZkEnsembleMember Member(int member) => ensemble.Members.Single(candidate => candidate.Id == member + 1);
    }

    internal sealed class Java(TestEnsemble ensemble) : EnsembleUnderTest
    {
        public override IReadOnlyList<int> Ports { get; } = [.. ensemble.Members.Select(member => member.Port)];

        public static async Task<EnsembleUnderTest> StartAsync(IReadOnlyList<string> config, IReadOnlyList<string> flags)
        {
            if (ZooKeeperHome.All is not [var home, ..])
            {
                Assert.Skip(ZooKeeperHome.SkipReason);
                return null!;
            }
            return new Java(await TestEnsemble.StartAsync(home, options: new() { TickTime = TimeSpan.FromSeconds(1), Config = config, JavaFlags = flags }, cancellationToken: TestContext.Current.CancellationToken));
        }

        public override Task StopAsync(int member) => ensemble.Members[member].KillAsync();

        public override Task StartAsync(int member) => ensemble.Members[member].StartAsync(TestContext.Current.CancellationToken);

        public override Task UntilMissedAsync(int leader, int followers) => UntilAsync(leader, "mntr", $"zk_synced_followers\t{followers}\n");

        public override ValueTask DisposeAsync() => ensemble.DisposeAsync();
    }
}
