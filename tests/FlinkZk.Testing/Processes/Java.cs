namespace FlinkZk.Testing;

/// <summary>The Java virtual machine, as ZooKeeper's and Flink's own scripts find it.</summary>
public static class Java
{
    /// <summary>JAVA_HOME's, else the one on the path.</summary>
    public static string Command => Environment.GetEnvironmentVariable("JAVA_HOME") is { Length: > 0 } home ? Path.Combine(home, "bin", "java") : "java";

    /// <summary>Whether there is one.</summary>
    public static bool Exists { get; } = Command != "java"
        ? File.Exists(Command)
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "java")));

    /// <summary>For programs that live for seconds: small, started quickly, and with messages that do not depend on where they run.</summary>
    public static IReadOnlyList<string> QuickStart { get; } =
        ["-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Duser.timezone=UTC", "-Duser.language=en", "-Dfile.encoding=UTF-8"];
}
