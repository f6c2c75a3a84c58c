namespace FlinkZk.Testing;

/// <summary>A folder with a Flink that has no code and a Java that only says what it is told: processes start in milliseconds and do as the test wants. Not for Windows.</summary>
public sealed class FakeJava : IDisposable
{
    private const string Script = """
        #!/bin/sh
        here=$(dirname "$0")
        for word in "$@"; do
          case $word in
            -version) echo 'openjdk version "VERSION" 2025-04-15' >&2; exit 0 ;;
            GET_*_RESOURCE_PARAMS) . "$here/memory.sh"; exit ;;
            -Dlog.file=*) log=${word#-Dlog.file=} ;;
          esac
        done
        . "$here/run.sh"
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("flinkzk-fake-java-").FullName;

    /// <param name="version">What it says of itself.</param>
    /// <param name="memory">What the tool does that shares memory out, for a shell.</param>
    /// <param name="run">What a process does, for a shell; <c>$log</c> is its log.</param>
    /// <param name="flink">The version of the Flink.</param>
    public FakeJava(string version = "17.0.15", string memory = "echo BASH_JAVA_UTILS_EXEC_RESULT:-Xmx1m; echo BASH_JAVA_UTILS_EXEC_RESULT:-D a=b", string run = "exec sleep 600", string flink = "2.3.0")
    {
        var bin = Directory.CreateDirectory(Path.Combine(JavaHome, "bin")).FullName;
        File.WriteAllText(Path.Combine(bin, "java"), Script.Replace("VERSION", version, StringComparison.Ordinal));
        File.WriteAllText(Path.Combine(bin, "memory.sh"), memory + "\n");
        File.WriteAllText(Path.Combine(bin, "run.sh"), run + "\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Path.Combine(bin, "java"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.CreateDirectory(Path.Combine(FlinkHome, "bin"));
        Directory.CreateDirectory(Path.Combine(FlinkHome, "lib"));
        File.WriteAllText(Path.Combine(FlinkHome, "bin", "bash-java-utils.jar"), "");
        File.WriteAllText(Path.Combine(FlinkHome, "lib", $"flink-dist-{flink}.jar"), "");
    }

    /// <summary>The folder of the Java.</summary>
    public string JavaHome => Path.Combine(_folder, "java");

    /// <summary>The folder of the Flink.</summary>
    public string FlinkHome => Path.Combine(_folder, "flink");

    /// <summary>A folder for what processes write.</summary>
    public string DataPath => Path.Combine(_folder, "data");

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
