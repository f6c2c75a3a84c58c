using FlinkZk.Clusters.Model;

namespace FlinkZk.Clusters.Deploy;

/// <summary>What a JobManager that is for one program is told (Flink's <c>standalone-job.sh</c>, <c>StandaloneApplicationClusterConfigurationParserFactory</c>).</summary>
internal static class ApplicationArguments
{
    public const string Main = "org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint";

    /// <summary>Since when it takes a jar from anywhere (<c>--jars</c>); before, the jar had to be among Flink's own.</summary>
    public static Version Oldest { get; } = new(1, 19);

    /// <summary>Those of the entry point. What comes behind them, behind <c>--</c>, is the program's.</summary>
    public static IEnumerable<string> Of(LocalApplication application, Version flink)
    {
        yield return "--job-id";
        yield return application.JobId;
        yield return "--jars";
        yield return new Uri(application.Jar).AbsoluteUri;
        if (application.EntryClass is { } entry)
        {
            yield return "--job-classname";
            yield return entry;
        }
        if (application.Savepoint is not { } savepoint)
            yield break;
        yield return "--fromSavepoint";
        yield return savepoint;
        if (application.AllowNonRestoredState)
            yield return "--allowNonRestoredState";
        if (application.ClaimMode is not { } mode)
            yield break;
        // Renamed in 1.20.
        yield return flink >= new Version(1, 20) ? "--claimMode" : "--restoreMode";
        yield return mode switch { FlinkClaimMode.NoClaim => "NO_CLAIM", FlinkClaimMode.Claim => "CLAIM", _ => "LEGACY" };
    }

    /// <summary>
    /// What such a cluster is configured with besides. A job that has ended leaves its cluster there, to be asked and stopped; that it has ended is kept, for otherwise a standby that
    /// takes over would run it again; and it is kept in a folder of this start alone, for a later start under the same id would otherwise do nothing (FLINK-27569, FLINK-40467).
    /// </summary>
    public static IEnumerable<KeyValuePair<string, string>> Configuration(LocalApplication application, string storage, Version flink)
    {
        yield return new("execution.shutdown-on-application-finish", "false");
        yield return new("job-result-store.delete-on-commit", "false");
        yield return new("job-result-store.storage-path", $"{storage}/results/{application.JobId}/jobs");
        if (flink < new Version(2, 3))
            yield break;
        yield return new("application-result-store.delete-on-commit", "false");
        yield return new("application-result-store.storage-path", $"{storage}/results/{application.JobId}/applications");
    }
}
