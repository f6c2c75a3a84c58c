using FlinkZk.Testing;

namespace FlinkZk.Client.Tests;

/// <summary>No server that is there is left out in silence.</summary>
public sealed class FoundServers
{
    [Fact]
    public void Each_folder_that_ZOOKEEPER_HOME_names_is_a_ZooKeeper() =>
        Assert.All(ZooKeeperHome.Named, folder => Assert.True(ZooKeeperHome.TryRead(folder) is not null, $"'{folder}' has no lib/zookeeper-N.N.N.jar."));

    [Fact]
    public void Each_one_found_runs_the_suites()
    {
        var idle = ZooKeeperHome.All.Where(home => home != ZooKeeperHome.Newest && home != ZooKeeperHome.Older).Select(home => $"{home.Name} ({home.Version})").ToList();
        Assert.SkipWhen(idle.Count > 0, $"The suites run on the newest from 3.9 on and the newest before; these were found and do not run: {string.Join(", ", idle)}.");
    }
}
