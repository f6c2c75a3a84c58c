using System.Globalization;
using FlinkZk.Coordination;
using FlinkZk.Faults.Histories;

namespace FlinkZk.Faults.Contenders;

/// <summary>The nodes that contenders contend for.</summary>
internal static class Places
{
    public const string Registers = "/faults/registers";
    public const string Sequence = "/faults/sequence";
    public const string Fenced = "/faults/fenced";
    public const string Job = "orders";
    public const string SharedJob = "shared";

    // Each lost answer stays open to the end of its node's history; a new node begins with none.
    private const long RegisterLives = 5_000_000_000;
    private const int RegistersAtOnce = 3;

    public static ClusterPaths Cluster { get; } = new();

    public static string Counter => Cluster.Counter("steps");

    public static string Lock => Cluster.Lock(Job);

    public static string SharedLock => Cluster.Lock(SharedJob);

    /// <summary>One of the nodes of this moment.</summary>
    public static string Register(long start, Random random) =>
        string.Create(CultureInfo.InvariantCulture, $"{Registers}/{(Clock.Now - start) / RegisterLives}-{random.Next(RegistersAtOnce)}");
}
