namespace FlinkZk.Coordination.Tests;

public class ClusterPathsTests
{
    [Fact]
    public void Nodes_lie_where_the_layout_says()
    {
        var paths = new ClusterPaths("/flinkzk/plant");
        Assert.Equal("/flinkzk/plant/config", paths.Config);
        Assert.Equal("/flinkzk/plant/config/defaults/threshold", paths.Value(null, "threshold"));
        Assert.Equal("/flinkzk/plant/config/jobs/orders/threshold", paths.Value("orders", "threshold"));
        Assert.Equal("/flinkzk/plant/locks/orders", paths.Lock("orders"));
    }

    [Theory]
    [InlineData(1, "/r/history/0/1")]
    [InlineData(999, "/r/history/0/999")]
    [InlineData(1000, "/r/history/1/1000")]
    [InlineData(123_456, "/r/history/123/123456")]
    public void History_lies_in_buckets_of_a_thousand(long revision, string path) => Assert.Equal(path, new ClusterPaths("/r").HistoryEntry(revision));

    [Fact]
    public void A_root_that_is_no_path_is_refused() => Assert.Throws<ArgumentException>(() => new ClusterPaths("flinkzk"));
}
