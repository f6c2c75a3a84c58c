namespace FlinkZk.Testing;

/// <summary>Apache ZooKeeper as it was before 3.9: Debian's 3.8.0, or another one that ZOOKEEPER_HOME names.</summary>
public class OlderTestServer : ApacheTestServer
{
    protected override ZooKeeperHome? Home => ZooKeeperHome.Older;

    /// <summary>Debian's 3.8.0 has this part of CVE-2024-23944's repair, and not the other.</summary>
    public override bool FiltersEvents => base.FiltersEvents || Home?.Name == ZooKeeperHome.Debian;

    public override string? SkipReason => Home is null ? $"No Apache ZooKeeper before 3.9. {ZooKeeperHome.SkipReason}" : null;
}
