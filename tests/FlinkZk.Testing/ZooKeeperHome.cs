namespace FlinkZk.Testing;

/// <summary>An installed Apache ZooKeeper: where its jars lie.</summary>
/// <param name="Name">For test names: the folder's.</param>
/// <param name="ClassPath">What java gets.</param>
public sealed record ZooKeeperHome(string Name, string ClassPath)
{
    /// <summary>Why there may be none.</summary>
    public const string SkipReason =
        "No Apache ZooKeeper found. Set ZOOKEEPER_HOME to a folder with lib/*.jar (several: split by the path separator), or install Debian's package zookeeper, and have java on the path.";

    private static readonly string[] DebianJars = ["/usr/share/java/zookeeper.jar", "/usr/share/java/zookeeper-jute.jar"];

    /// <summary>Those that ZOOKEEPER_HOME names, else Debian's, else none.</summary>
    public static IReadOnlyList<ZooKeeperHome> All { get; } = Find();

    private static List<ZooKeeperHome> Find()
    {
        var homes = (Environment.GetEnvironmentVariable("ZOOKEEPER_HOME") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(home => Directory.Exists(Path.Combine(home, "lib")) && Directory.EnumerateFiles(Path.Combine(home, "lib"), "*.jar").Any())
            .Select(home => new ZooKeeperHome(new DirectoryInfo(home).Name, Path.Combine(home, "lib", "*")))
            .ToList();
        if (homes.Count == 0 && DebianJars.All(File.Exists))
            homes.Add(new("debian", string.Join(Path.PathSeparator, [.. DebianJars, "/usr/share/java/*"])));
        return homes;
    }
}
