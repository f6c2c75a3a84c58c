using FlinkZk.Testing;

namespace FlinkZk.Faults.Runs;

/// <summary>Three Apache ZooKeeper servers, of which one follows its leader over a link that can be made to fail.</summary>
internal sealed class ApacheEnsemble(ZooKeeperHome home) : Target
{
    private static readonly TimeSpan LongestAbsence = TimeSpan.FromSeconds(2);
    private TestEnsemble? _ensemble;

    public override string Name => "an Apache ensemble";

    public override string ConnectionString => _ensemble!.ConnectionString;

    // Its leader answers a sync of its own clients at once, also while it has yet to apply what its followers show (ZOOKEEPER-1675).
    public override bool SyncIsEnough => false;

    public override IReadOnlyList<Fault> Faults =>
    [
        new("leader killed", (scene, cancel) => KillAndStartAsync("leader", scene, cancel)),
        new("follower killed", (scene, cancel) => KillAndStartAsync("follower", scene, cancel)),
        new("quorum link stalled", StallAsync),
    ];

    public override async Task StartAsync(string folder, CancellationToken cancellationToken)
    {
        _ensemble = await TestEnsemble.StartWithFailingLinkAsync(home, new() { Config = ["initLimit=20", "syncLimit=6"] }, cancellationToken);
        Links = [.. _ensemble.Members.Select(member => new FaultProxy(member.Port))];
    }

    public override async Task StopAsync()
    {
        if (_ensemble is not null)
            await _ensemble.DisposeAsync();
        _ensemble = null;
    }

    private async Task KillAndStartAsync(string mode, Scene scene, CancellationToken cancel)
    {
        ApacheServer? victim = null;
        await Eventually.Async(async c => (victim = await FindAsync(mode, c)) is not null, $"the ensemble has a {mode}", cancel);
        await victim!.KillAsync();
        await Task.Delay(scene.Up(LongestAbsence), cancel);
        await victim.StartAsync(cancel);
    }

    private async Task<ApacheServer?> FindAsync(string mode, CancellationToken cancel)
    {
        foreach (var member in _ensemble!.Members)
            if ((await FourLetterWord.AskAsync(member.Port, "srvr", cancel))?.Contains($"Mode: {mode}", StringComparison.Ordinal) == true)
                return member;
        return null;
    }

    private async Task StallAsync(Scene scene, CancellationToken cancel)
    {
        _ensemble!.StallLinks(true);
        await Task.Delay(scene.PastTimeout, cancel);
        _ensemble.StallLinks(false);
    }
}
