namespace FlinkZk.Clusters.Deploy;

/// <summary>How a process shares its memory out.</summary>
/// <param name="Machine">Options of the Java machine: heap, direct memory, metaspace.</param>
/// <param name="Program">Arguments of the program that say the same to Flink.</param>
internal sealed record MemoryShares(IReadOnlyList<string> Machine, IReadOnlyList<string> Program)
{
    // What it prints beside is its log.
    private const string ResultMark = "BASH_JAVA_UTILS_EXEC_RESULT:";

    /// <summary>Asks Flink's own tool, as its start scripts do (<c>parseResourceParamsAndExportLogs</c> in <c>config.sh</c>).</summary>
    /// <exception cref="DeployException">The configuration leaves no way to share it out.</exception>
    public static async Task<MemoryShares> AskAsync(JavaRuntime java, FlinkInstallation flink, FlinkRole role, string configuration, CancellationToken cancellationToken)
    {
        string[] arguments =
        [
            "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", $"{flink.Distribution}{Path.PathSeparator}{flink.Tool}{Path.PathSeparator}{Path.Combine(flink.Library, "*")}",
            "org.apache.flink.runtime.util.bash.BashJavaUtils", role == FlinkRole.JobManager ? "GET_JM_RESOURCE_PARAMS" : "GET_TM_RESOURCE_PARAMS", "--configDir", configuration,
        ];
        var (exitCode, output, errors) = await java.RunAsync(arguments, cancellationToken).ConfigureAwait(false);
        string[] results = [.. output.Split('\n').Where(line => line.StartsWith(ResultMark, StringComparison.Ordinal)).Select(line => line[ResultMark.Length..].Trim())];
        if (exitCode != 0 || results.Length == 0)
            throw new DeployException(DeployProblem.BadConfiguration, $"Flink refuses the configuration of a {role}: {Cause(errors)}");
        return new(Words(results[0]), results.Length > 1 ? Words(results[1]) : []);
    }

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string Cause(string errors)
    {
        var line = errors.Split('\n').FirstOrDefault(line => line.StartsWith("Exception in thread", StringComparison.Ordinal)) ?? errors.Split('\n').FirstOrDefault(line => line.Length > 0) ?? "it said nothing.";
        return line[(line.IndexOf("Exception: ", StringComparison.Ordinal) is var at and >= 0 ? at + "Exception: ".Length : 0)..].Trim();
    }
}
