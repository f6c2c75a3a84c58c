namespace FlinkZk.Clusters.Layout;

/// <summary>What Flink needs besides itself to reach a storage: its archive has the plugins in <c>opt</c>, and loads those alone that lie in a folder of <c>plugins</c> (Flink, "File Systems").</summary>
internal static class StoragePlugin
{
    /// <summary>What has to be done, a sentence; null where nothing has.</summary>
    public static string? Advice(string storage, string home) => Scheme(storage) switch
    {
        "s3" or "s3a" => Copy("flink-s3-fs-hadoop", home),
        "s3p" => Copy("flink-s3-fs-presto", home),
        "gs" => Copy("flink-gs-fs-hadoop", home),
        "abfs" or "abfss" or "wasb" or "wasbs" => Copy("flink-azure-fs-hadoop", home),
        "oss" => Copy("flink-oss-fs-hadoop", home),
        "hdfs" => "Flink reaches hdfs:// by Hadoop's classes: set HADOOP_CLASSPATH, to what 'hadoop classpath' says, for every process.",
        _ => null,
    };

    private static string Scheme(string storage) => storage.IndexOf("://", StringComparison.Ordinal) is > 0 and var end ? storage[..end].ToLowerInvariant() : "";

    private static string Copy(string plugin, string home) => $"Flink reaches this by a plugin that it does not load by itself: mkdir {home}/plugins/{plugin} && cp {home}/opt/{plugin}-*.jar {home}/plugins/{plugin}/";
}
