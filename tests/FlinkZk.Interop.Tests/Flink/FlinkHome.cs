using FlinkZk.Testing;

namespace FlinkZk.Interop.Tests;

/// <summary>An installed Apache Flink: where its jars lie.</summary>
internal sealed record FlinkHome(string Folder, string ExampleJar)
{
    /// <summary>A job that never ends by itself and keeps state; it makes its own input.</summary>
    public const string ExampleClass = "org.apache.flink.streaming.examples.windowing.TopSpeedWindowing";

    /// <summary>Another of the kind, with state of its own.</summary>
    public const string OtherClass = "org.apache.flink.streaming.examples.statemachine.StateMachineExample";

    /// <summary>Why there may be none.</summary>
    public const string SkipReason = "No Apache Flink found. Set FLINK_HOME to a folder with lib/flink-dist*.jar and the streaming examples, and have java on the path.";

    /// <summary>Whether it has a SQL gateway, which releases have since 1.16.</summary>
    public bool HasSqlGateway => Directory.Exists(Path.Combine(Folder, "opt")) && Directory.EnumerateFiles(Path.Combine(Folder, "opt"), "flink-sql-gateway*.jar").Any();

    /// <summary>The one that FLINK_HOME names; null if there is none.</summary>
    public static FlinkHome? Find()
    {
        var folder = Environment.GetEnvironmentVariable("FLINK_HOME");
        if (string.IsNullOrEmpty(folder) || !Directory.Exists(Path.Combine(folder, "examples")) || !Java.Exists)
            return null;
        var jars = Directory.EnumerateFiles(Path.Combine(folder, "examples"), "*.jar", SearchOption.AllDirectories).Select(Path.GetFullPath);
        // A release has a jar for each example; Maven's artifact holds them all.
        var example = jars.FirstOrDefault(jar => Path.GetFileName(jar) is var name && (name == "TopSpeedWindowing.jar" || name.StartsWith("flink-examples-streaming", StringComparison.Ordinal)));
        return example is null ? null : new(Path.GetFullPath(folder), example);
    }
}
