using FlinkZk.Testing;

namespace FlinkZk.Benchmarks;

/// <summary>Apache's server beside ours, where ZOOKEEPER_HOME or Debian has one.</summary>
internal static class Apache
{
    /// <summary>Starts one with room to breathe, or gives null when there is none.</summary>
    public static async Task<ApacheServer?> TryStartAsync() => ZooKeeperHome.All.Count == 0 ? null
        // Later flags win: the tests' small, quickly started machine is not what a comparison may run on.
        : await ApacheServer.StartAsync(ZooKeeperHome.All[0], new() { TickTime = TimeSpan.FromSeconds(2), JavaFlags = ["-Xmx4g", "-XX:+UseG1GC", "-XX:-UseSerialGC", "-XX:TieredStopAtLevel=4"] });
}
