using System.Diagnostics;
using System.Globalization;
using FlinkZk.Clusters.Deploy;
using FlinkZk.Testing;

namespace FlinkZk.Interop.Tests;

/// <summary>Flink's SQL gateway, whose jobs run on a cluster.</summary>
internal sealed class SqlGatewayProcess : IDisposable
{
    private const int LogLines = 40;

    private readonly string _folder;
    private readonly Process _process;

    /// <param name="home">The Flink.</param>
    /// <param name="manager">A JobManager, whose configuration it takes.</param>
    /// <param name="folder">Where it keeps everything.</param>
    public SqlGatewayProcess(FlinkHome home, LocalProcess manager, string folder)
    {
        _folder = Directory.CreateDirectory(Path.Combine(folder, "gateway")).FullName;
        var port = FreePort.Next();
        Address = new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
        foreach (var file in Directory.GetFiles(Path.Combine(manager.Folder, "conf")))
            File.WriteAllText(Path.Combine(_folder, Path.GetFileName(file)), File.ReadAllText(file).Replace(manager.Folder, _folder, StringComparison.Ordinal));
        string[] arguments =
        [
            "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx512m", "--add-opens=java.base/java.util=ALL-UNNAMED", "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "-cp", $"{home.Folder}/lib/*:{home.Folder}/opt/*", "org.apache.flink.table.gateway.SqlGateway",
            "-Dsql-gateway.endpoint.rest.address=127.0.0.1", string.Create(CultureInfo.InvariantCulture, $"-Dsql-gateway.endpoint.rest.port={port}"),
        ];
        _process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" \"$@\" > \"$FLINKZK_OUTPUT\" 2>&1 < /dev/null", Java.Command, .. arguments])
        {
            Environment =
            {
                ["FLINKZK_OUTPUT"] = Output,
                ["FLINK_CONF_DIR"] = _folder,
                ["FLINK_LIB_DIR"] = $"{home.Folder}/lib",
                ["FLINK_OPT_DIR"] = $"{home.Folder}/opt",
                ["FLINK_PLUGINS_DIR"] = $"{home.Folder}/plugins",
            },
        })!;
    }

    /// <summary>Where it will listen.</summary>
    public Uri Address { get; }

    private string Output => Path.Combine(_folder, "output");

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        TestContext.Current.TestOutputHelper?.WriteLine($"== gateway\n{string.Join('\n', File.ReadLines(Output).TakeLast(LogLines))}");
    }
}
