namespace FlinkZk.Clusters.Tests;

/// <summary>Bytes that versions of Flink wrote (Captures/README.md).</summary>
internal static class Capture
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Captures");

    /// <summary>A line each: the name, then what the bytes say.</summary>
    public static string[][] GoldenFacts => Facts("golden");

    /// <summary>A line each: tree, cluster, and what is in it.</summary>
    public static string[][] TreeFacts => Facts("trees");

    public static byte[] Golden(string name) => Convert.FromHexString(File.ReadAllText(Path.Combine(Folder, "golden", name + ".hex")).Trim());

    /// <summary>The nodes of a tree, parents first.</summary>
    public static (string Path, string? Session, byte[] Data)[] Tree(string name) =>
        [.. File.ReadLines(Path.Combine(Folder, "trees", name + ".tree")).Select(line => line.Split(' ') is [var path, var session, var hex]
            ? (path, session == "-" ? null : session, hex == "-" ? [] : Convert.FromHexString(hex))
            : throw new InvalidDataException(line))];

    private static string[][] Facts(string folder) => [.. File.ReadLines(Path.Combine(Folder, folder, "facts.txt")).Select(line => line.Split(' '))];
}
