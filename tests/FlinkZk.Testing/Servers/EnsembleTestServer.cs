namespace FlinkZk.Testing;

/// <summary>
/// Apache ZooKeeper 3.9, the reference, as an ensemble of three. The suites speak to one follower: there sessions see each other's writes without sync, and
/// every write takes the way over the leader.
/// </summary>
public class EnsembleTestServer : TestServer
{
    private TestEnsemble? _ensemble;
    private ApacheServer? _follower;

    public override string? SkipReason => ZooKeeperHome.Newest is null ? $"No Apache ZooKeeper 3.9 or later. {ZooKeeperHome.SkipReason}" : null;

    public override int Port => _follower!.Port;

    /// <summary>All members.</summary>
    public TestEnsemble Ensemble => _ensemble!;

    protected override async Task StartServerAsync()
    {
        _ensemble = await TestEnsemble.StartAsync(ZooKeeperHome.Newest!, options: new() { TickTime = TickTime });
        foreach (var member in _ensemble.Members)
        {
            if ((await FourLetterWord.AskAsync(member.Port, "srvr"))?.Contains("Mode: follower", StringComparison.Ordinal) == true)
                _follower = member;
        }
        if (_follower is null)
            throw new InvalidOperationException("The ensemble has no follower.");
    }

    protected override async Task StopServerAsync()
    {
        if (_ensemble is not null)
            await _ensemble.DisposeAsync();
    }
}
