using FlinkZk.Clusters.Deploy;

namespace FlinkZk.Clusters.Tests.Deploy;

public sealed class LogTailTests
{
    private const string Fatal = "2026-11-22 16:26:03,481 ERROR org.apache.flink.runtime.entrypoint.ClusterEntrypoint - Fatal error occurred in the cluster entrypoint.";
    private const string Later = "2026-11-22 16:26:03,483 INFO  org.apache.flink.runtime.entrypoint.ClusterEntrypoint - Shutting down.";

    [Fact]
    public void The_cause_of_an_end_is_the_innermost_one_of_the_last_error() => Assert.Equal("java.lang.IllegalStateException: Application ID is missing.", LogTail.Cause(
    [
        "Caused by: java.io.IOException: Earlier.", Fatal, "java.util.concurrent.CompletionException: java.lang.IllegalStateException: Application ID is missing.", "at java.base/java.lang.Thread.run(Thread.java:840)",
        "Caused by: java.lang.RuntimeException: Between.", "Caused by: java.lang.IllegalStateException: Application ID is missing.", "at org.apache.flink.X", Later,
    ]));

    [Fact]
    public void An_error_without_a_cause_is_told_with_its_exception() =>
        Assert.Equal("Fatal error occurred in the cluster entrypoint. java.net.BindException: Could not start rest endpoint.", LogTail.Cause([Fatal, "java.net.BindException: Could not start rest endpoint.", "at org.apache.flink.X", Later]));

    [Fact]
    public void An_error_alone_is_told() => Assert.Equal("Fatal error occurred in the cluster entrypoint.", LogTail.Cause([Fatal, Later]));

    [Fact]
    public void Where_no_error_is_there_is_no_cause() => Assert.Null(LogTail.Cause([Later]));
}
