using System.Diagnostics;
using FlinkZk.Testing;

namespace FlinkZk.Interop.Tests;

/// <summary>One process of Flink, in a folder of its own with its configuration and logs.</summary>
internal sealed class FlinkProcess : IDisposable
{
    // What Flink's own start scripts open for Java 17 (env.java.opts.all).
    private static readonly string[] Opened =
    [
        "sun.net.util", "java.lang", "java.net", "java.io", "java.nio", "sun.nio.ch", "java.lang.reflect", "java.text", "java.time", "java.util", "java.util.concurrent",
        "java.util.concurrent.atomic", "java.util.concurrent.locks",
    ];

    private static readonly string[] Exported = ["java.management/sun.management", "java.rmi/sun.rmi.registry", "java.security.jgss/sun.security.krb5"];

    private readonly string _folder;
    private readonly Process _process;

    private FlinkProcess(string name, string folder, Process process) => (Name, _folder, _process) = (name, folder, process);

    public string Name { get; }

    /// <summary>What the process has logged and printed.</summary>
    public string Log => string.Join('\n', new[] { LogFile(_folder), OutputFile(_folder) }.Where(File.Exists).Select(Read));

    public static FlinkProcess Start(FlinkHome home, string name, string folder, IEnumerable<string> configuration, IEnumerable<string> jvm, IEnumerable<string> main)
    {
        var conf = Directory.CreateDirectory(Path.Combine(folder, "conf")).FullName;
        File.WriteAllLines(Path.Combine(conf, "config.yaml"), [.. configuration, $"io.tmp.dirs: {Directory.CreateDirectory(Path.Combine(folder, "tmp")).FullName}"]);
        File.WriteAllText(Path.Combine(conf, "log4j2.properties"), Log4J(LogFile(folder)));
        string[] arguments =
        [
            .. Opened.Select(package => $"--add-opens=java.base/{package}=ALL-UNNAMED"), .. Exported.Select(package => $"--add-exports={package}=ALL-UNNAMED"),
            $"-Dlog4j2.configurationFile=file:{conf}/log4j2.properties", $"-Dlog4j.configurationFile=file:{conf}/log4j2.properties", $"-Dlog.file={LogFile(folder)}",
            "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", .. jvm, "-cp", $"{home.Folder}/lib/*", .. main.Select(argument => argument.Replace("{conf}", conf, StringComparison.Ordinal)),
        ];
        // The shell gives way to java: the process is java's, and what it prints goes to a file that outlives the test's reading.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" \"$@\" > \"$FLINKZK_OUTPUT\" 2>&1 < /dev/null", Java.Command, .. arguments])
        {
            Environment =
            {
                ["FLINKZK_OUTPUT"] = OutputFile(folder),
                ["FLINK_CONF_DIR"] = conf,
                ["FLINK_LIB_DIR"] = $"{home.Folder}/lib",
                ["FLINK_OPT_DIR"] = $"{home.Folder}/opt",
                ["FLINK_PLUGINS_DIR"] = $"{home.Folder}/plugins",
            },
        };
        return new(name, folder, Process.Start(start)!);
    }

    /// <summary>The exit code.</summary>
    public async Task<int> EndAsync(TimeSpan deadline, CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken).WaitAsync(deadline, cancellationToken);
        return _process.ExitCode;
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        _process.Kill();
        await _process.WaitForExitAsync(cancellationToken);
    }

    /// <summary>Fails when the process has ended, which none of those that serve does by itself.</summary>
    public void AssertAlive()
    {
        if (_process.HasExited)
            Assert.Fail($"{Name} ended with {_process.ExitCode}.");
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static string LogFile(string folder) => Path.Combine(folder, "log");

    private static string OutputFile(string folder) => Path.Combine(folder, "output");

    private static string Read(string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }

    private static string Log4J(string file) => $"""
        rootLogger.level = INFO
        rootLogger.appenderRef.file.ref = file
        appender.file.name = file
        appender.file.type = FILE
        appender.file.fileName = {file}
        appender.file.layout.type = PatternLayout
        appender.file.layout.pattern = %d %-5p %c - %m%n

        """;
}
