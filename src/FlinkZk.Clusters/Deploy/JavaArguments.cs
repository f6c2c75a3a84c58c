namespace FlinkZk.Clusters.Deploy;

/// <summary>What a Java virtual machine that runs Flink is told (Flink's <c>config.sh</c>, <c>flink-daemon.sh</c>, and <c>env.java.opts.all</c> of its distribution).</summary>
internal static class JavaArguments
{
    private static readonly string[] Opened =
    [
        "sun.net.util", "java.lang", "java.net", "java.io", "java.nio", "sun.nio.ch", "java.lang.reflect", "java.text", "java.time", "java.util", "java.util.concurrent",
        "java.util.concurrent.atomic", "java.util.concurrent.locks",
    ];

    private static readonly string[] Exported = ["java.management/sun.management", "java.rmi/sun.rmi.registry", "java.security.jgss/sun.security.krb5"];

    /// <summary>What of Java's own Flink reaches into, from Java 9 on.</summary>
    public static IEnumerable<string> Modules => [.. Opened.Select(package => $"--add-opens=java.base/{package}=ALL-UNNAMED"), .. Exported.Select(package => $"--add-exports={package}=ALL-UNNAMED")];

    /// <summary>All of them.</summary>
    /// <param name="flink">The Flink.</param>
    /// <param name="java">Java's feature version.</param>
    /// <param name="role">What the process is for.</param>
    /// <param name="memory">Its memory.</param>
    /// <param name="options">Further options of the machine, as the user has them.</param>
    /// <param name="configuration">The folder with the configuration.</param>
    /// <param name="log">The file to log to.</param>
    /// <param name="application">The program that a JobManager is for; null for none.</param>
    public static IEnumerable<string> Of(FlinkInstallation flink, int java, FlinkRole role, MemoryShares memory, IEnumerable<string> options, string configuration, string log, LocalApplication? application)
    {
        var logging = new Uri(Path.Combine(configuration, LogConfiguration.FileName)).AbsoluteUri;
        string[] modules = java < 9 ? [] : [.. Modules];
        string[] main = role == FlinkRole.JobManager && application is not null
            ? [ApplicationArguments.Main, "--configDir", configuration, .. ApplicationArguments.Of(application, flink.Version)]
            : role == FlinkRole.JobManager ? ["org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint", "--configDir", configuration, "--executionMode", "cluster"]
            : ["org.apache.flink.runtime.taskexecutor.TaskManagerRunner", "--configDir", configuration];
        return
        [
            .. modules, "-XX:+IgnoreUnrecognizedVMOptions", $"-Dlog.file={log}", $"-Dlog4j2.configurationFile={logging}", $"-Dlog4j.configurationFile={logging}",
            .. memory.Machine, .. options, "-cp", Path.Combine(flink.Library, "*"), .. main, .. memory.Program,
            .. role == FlinkRole.JobManager && application is { Arguments.Count: > 0 } ? ["--", .. application.Arguments] : (string[])[],
        ];
    }
}
