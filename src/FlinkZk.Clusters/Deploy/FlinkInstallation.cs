using System.Text.RegularExpressions;

namespace FlinkZk.Clusters.Deploy;

/// <summary>A Flink on the disk, as its archive unpacks: <c>lib</c> with <c>flink-dist</c>, <c>bin</c> with the tool that splits memory.</summary>
/// <param name="Folder">Where it lies, a full path.</param>
/// <param name="Version">Its version, by the name of <c>flink-dist</c>.</param>
public sealed partial record FlinkInstallation(string Folder, Version Version)
{
    /// <summary>Whether it reads <c>config.yaml</c>; those before 1.19 read <c>flink-conf.yaml</c>.</summary>
    public bool ReadsYaml => Version >= new Version(1, 19);

    /// <summary>The oldest Java that it runs on (Flink's documentation, "Java compatibility").</summary>
    internal int OldestJava => Version.Major >= 2 ? 11 : 8;

    internal string Library => Path.Combine(Folder, "lib");

    /// <summary>Computes how a process shares its memory out; Flink's own start scripts ask it (<c>config.sh</c>).</summary>
    internal string Tool => Path.Combine(Folder, "bin", "bash-java-utils.jar");

    internal string Distribution { get; private init; } = "";

    /// <summary>The Flink in a folder.</summary>
    /// <exception cref="DeployException">There is none.</exception>
    public static FlinkInstallation Of(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        folder = Path.GetFullPath(folder);
        var library = Path.Combine(folder, "lib");
        if (!Directory.Exists(library))
            throw new DeployException(DeployProblem.NoFlink, $"'{folder}' holds no Flink: there is no folder lib in it.");
        var found = Directory.EnumerateFiles(library, "flink-dist*.jar").Select(path => (Path: path, Name: DistributionName().Match(Path.GetFileName(path)))).FirstOrDefault(jar => jar.Name.Success);
        if (found.Path is null)
            throw new DeployException(DeployProblem.NoFlink, $"'{folder}' holds no Flink: there is no flink-dist-VERSION.jar in its lib.");
        var installation = new FlinkInstallation(folder, System.Version.Parse(found.Name.Groups[1].Value)) { Distribution = found.Path };
        return File.Exists(installation.Tool) ? installation : throw new DeployException(DeployProblem.NoFlink, $"The Flink in '{folder}' is not whole: '{installation.Tool}' is missing.");
    }

    // 1.14 and before have Scala's version in it: flink-dist_2.12-1.14.6.jar.
    [GeneratedRegex(@"^flink-dist(?:_[\d.]+)?-(\d+\.\d+(?:\.\d+)?).*\.jar$")]
    private static partial Regex DistributionName();
}
