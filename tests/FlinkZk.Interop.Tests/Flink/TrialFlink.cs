using System.Globalization;
using FlinkZk.Clusters.Deploy;

namespace FlinkZk.Interop.Tests;

/// <summary>A small cluster of real Flink processes under the id <c>one</c>; what they logged last goes to the test's output.</summary>
internal sealed class TrialFlink : IDisposable
{
    /// <summary>Where Flink keeps what it has in ZooKeeper.</summary>
    public const string Root = "/flink/one";

    private const int LogLines = 60;

    private TrialFlink(LocalCluster cluster) => Cluster = cluster;

    public LocalCluster Cluster { get; }

    /// <summary>One without processes.</summary>
    /// <param name="home">The Flink.</param>
    /// <param name="connectionString">Its ZooKeeper.</param>
    /// <param name="folder">Where it keeps everything.</param>
    /// <param name="sessionTimeout">After which silence a JobManager's session ends.</param>
    /// <param name="checkpoints">Milliseconds between two checkpoints.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="retained">How many checkpoints are kept.</param>
    public static async Task<TrialFlink> CreateAsync(FlinkHome home, string connectionString, string folder, TimeSpan sessionTimeout, int checkpoints, CancellationToken cancellationToken, int retained = 1) => new(await LocalCluster.CreateAsync(new()
    {
        FlinkHome = home.Folder,
        Folder = folder,
        ConnectionString = connectionString,
        ClusterId = "/one",
        SessionTimeout = sessionTimeout,
        Slots = 1,
        Configuration = new Dictionary<string, string>
        {
            ["execution.checkpointing.interval"] = checkpoints.ToString(CultureInfo.InvariantCulture),
            ["execution.checkpointing.num-retained"] = retained.ToString(CultureInfo.InvariantCulture),
            ["state.checkpoints.num-retained"] = retained.ToString(CultureInfo.InvariantCulture),
        },
    }, cancellationToken));

    public LocalProcess StartJobManager() => Cluster.Start(FlinkRole.JobManager);

    public LocalProcess StartTaskManager() => Cluster.Start(FlinkRole.TaskManager);

    /// <summary>kill -9.</summary>
    public static async Task KillAsync(LocalProcess process, CancellationToken cancellationToken)
    {
        process.Kill();
        await process.WaitAsync(cancellationToken);
    }

    public void Dispose()
    {
        Cluster.Dispose();
        foreach (var process in Cluster.Processes)
            TestContext.Current.TestOutputHelper?.WriteLine($"== {process.Name}\n{string.Join('\n', process.LastLines(LogLines))}");
    }
}
