namespace FlinkZk.Clusters.Deploy;

/// <summary>The configuration of Log4j 2, which Flink logs through: one file a process.</summary>
internal static class LogConfiguration
{
    public const string FileName = "log4j2.properties";

    /// <summary>Logs to a file, a line an event with its time.</summary>
    public static string To(string file) => $"""
        rootLogger.level = INFO
        rootLogger.appenderRef.file.ref = file
        appender.file.name = file
        appender.file.type = FILE
        appender.file.fileName = {file.Replace('\\', '/')}
        appender.file.layout.type = PatternLayout
        appender.file.layout.pattern = %d %-5p %c - %m%n

        """;
}
