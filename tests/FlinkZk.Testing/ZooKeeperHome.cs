using System.Text.RegularExpressions;

namespace FlinkZk.Testing;

/// <summary>An installed Apache ZooKeeper: where its jars lie.</summary>
/// <param name="Name">For test names: the folder's.</param>
/// <param name="ClassPath">What java gets.</param>
/// <param name="Version">By the name of its jar.</param>
public sealed partial record ZooKeeperHome(string Name, string ClassPath, Version Version)
{
    /// <summary>Why there may be none.</summary>
    public const string SkipReason =
        "No Apache ZooKeeper found. Set ZOOKEEPER_HOME to a folder with lib/*.jar (several: split by the path separator), or install Debian's package zookeeper, and have java on the path.";

    /// <summary>The name of Debian's.</summary>
    public const string Debian = "debian";

    private const string DebianFolder = "/usr/share/java";

    // Its manifest names what it needs, but no logging.
    private static readonly string[] DebianJars = [$"{DebianFolder}/zookeeper.jar", $"{DebianFolder}/zookeeper-jute.jar", $"{DebianFolder}/slf4j-simple.jar"];

    private static readonly Version Reference = new(3, 9);

    /// <summary>Those that ZOOKEEPER_HOME names, and Debian's where it is installed; none where there is no java to run them.</summary>
    public static IReadOnlyList<ZooKeeperHome> All { get; } = Java.Exists ? [.. Named.Select(TryRead).OfType<ZooKeeperHome>(), .. FindDebian()] : [];

    /// <summary>The reference: the newest one, if that is at least 3.9.</summary>
    public static ZooKeeperHome? Newest { get; } = All.Where(home => home.Version >= Reference).MaxBy(home => home.Version);

    /// <summary>The one that shows what servers before 3.9 do otherwise.</summary>
    public static ZooKeeperHome? Older { get; } = All.Where(home => home.Version < Reference).MaxBy(home => home.Version);

    /// <summary>The folders that ZOOKEEPER_HOME names.</summary>
    public static IReadOnlyList<string> Named =>
        (Environment.GetEnvironmentVariable("ZOOKEEPER_HOME") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>What lies in a folder; null if that is no ZooKeeper.</summary>
    public static ZooKeeperHome? TryRead(string folder)
    {
        var lib = Path.Combine(folder, "lib");
        return Directory.Exists(lib) && VersionOf(lib) is { } version ? new(new DirectoryInfo(folder).Name, Path.Combine(lib, "*"), version) : null;
    }

    private static IEnumerable<ZooKeeperHome> FindDebian()
    {
        if (DebianJars.All(File.Exists) && VersionOf(DebianFolder) is { } version)
            yield return new(Debian, string.Join(Path.PathSeparator, DebianJars), version);
    }

    private static Version? VersionOf(string folder) =>
        Directory.EnumerateFiles(folder, "zookeeper-*.jar").Select(jar => JarName().Match(Path.GetFileName(jar))).FirstOrDefault(match => match.Success) is { } found
            ? Version.Parse(found.Groups[1].Value)
            : null;

    [GeneratedRegex(@"^zookeeper-(\d+\.\d+\.\d+).*\.jar$")]
    private static partial Regex JarName();
}
