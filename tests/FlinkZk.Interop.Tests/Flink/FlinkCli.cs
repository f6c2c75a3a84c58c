using System.Diagnostics;
using FlinkZk.Clusters.Deploy;
using FlinkZk.Testing;

namespace FlinkZk.Interop.Tests;

/// <summary>Flink's own command line, with a JobManager's configuration.</summary>
internal sealed class FlinkCli(FlinkHome home, LocalProcess manager)
{
    private static readonly string[] Opened = ["java.lang", "java.net", "java.io", "java.nio", "java.util", "java.util.concurrent", "java.text", "java.time"];

    /// <summary>Runs it to its end.</summary>
    /// <returns>What it printed.</returns>
    public async Task<string> RunAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Java.Command,
        [
            .. Opened.Select(package => $"--add-opens=java.base/{package}=ALL-UNNAMED"), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m",
            "-cp", $"{home.Folder}/lib/*", "org.apache.flink.client.cli.CliFrontend", .. arguments,
        ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["FLINK_CONF_DIR"] = Path.Combine(manager.Folder, "conf"), ["FLINK_LIB_DIR"] = $"{home.Folder}/lib", ["FLINK_OPT_DIR"] = $"{home.Folder}/opt", ["FLINK_PLUGINS_DIR"] = $"{home.Folder}/plugins" },
        })!;
        var run = await ProgramRun.EndAsync(process, cancellationToken);
        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        return run.Output;
    }
}
