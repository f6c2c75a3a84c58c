using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using FlinkZk.Clusters.Jobs;
using FlinkZk.Clusters.Model;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Starts a job of a jar on a Flink cluster.</summary>
[Cmdlet(VerbsLifecycle.Start, "FlinkJob", SupportsShouldProcess = true)]
[OutputType(typeof(FlinkJob))]
public sealed class StartFlinkJobCommand : FlinkCmdlet
{
    /// <summary>The jar: a file, which is taken to the JobManager and removed there again, or one that it has, as Publish-FlinkJar or Get-FlinkJar gave it, or its id.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [NoDictionary]
    [ValidateNotNull]
    public object Jar { get; set; } = "";

    /// <summary>The class with the main method; without it the one that the jar's manifest names.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string? EntryClass { get; set; }

    /// <summary>The program's arguments, each as it is.</summary>
    [Parameter]
    public string[]? ArgumentList { get; set; }

    /// <summary>The parallelism of operators that name none.</summary>
    [Parameter]
    [ValidateRange(1, 32768)]
    public int? Parallelism { get; set; }

    /// <summary>The savepoint or checkpoint to start from. What Stop-FlinkJob, New-FlinkSavepoint and Get-FlinkCheckpoint gave brings it along.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Savepoint", "Path")]
    [ValidateNotNullOrEmpty]
    public string? FromSavepoint { get; set; }

    /// <summary>The job, by name or id, whose newest checkpoint or savepoint to start from: one that has ended, and of which files are left.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(FlinkJobCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string? FromLatest { get; set; }

    /// <summary>Whose that is afterwards: NoClaim leaves it to its owner, Claim lets Flink remove it when the job needs it no more.</summary>
    [Parameter]
    public FlinkClaimMode? ClaimMode { get; set; }

    /// <summary>Drops state of the savepoint that no operator of the job takes; otherwise that is an error.</summary>
    [Parameter]
    public SwitchParameter AllowNonRestoredState { get; set; }

    /// <summary>Settings of Flink for this job: a hashtable of keys and values.</summary>
    [Parameter]
    [ValidateNotNull]
    public Hashtable? Configuration { get; set; }

    /// <summary>The job's id, 32 hexadecimal digits; without it a new one.</summary>
    [Parameter]
    [ValidateJobId]
    public string[]? JobId { get; set; }

    /// <summary>How long it is waited for: the program's main method has to run to its end.</summary>
    [Parameter]
    public Duration Timeout { get; set; } = new(TimeSpan.FromMinutes(2));

    /// <summary>The ZooKeeper session in which it is kept how the job was started, for Update-FlinkJob; without it the runspace's last one, if there is one.</summary>
    [Parameter]
    [SessionArgument]
    [ArgumentCompleter(typeof(SessionValueCompleter))]
    [ValidateNotNull]
    public ZkSession? Session { get; set; }

    /// <summary>Does not keep in ZooKeeper how the job was started: where its arguments or settings hold secrets.</summary>
    [Parameter]
    public SwitchParameter NoRecord { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        Target = Jar;
        var cluster = ActiveCluster;
        var jar = FlinkJarInput.Choose(Jar, FullPath);
        var id = FlinkTrigger.Of(JobId) ?? Guid.NewGuid().ToString("n");
        var savepoint = FromLatest is null ? FromSavepoint : Latest(cluster, FromLatest);
        if (!ShouldProcess(jar.Jar.Name, savepoint is null ? $"Start a job on {cluster}" : $"Start a job on {cluster} from {savepoint}"))
            return;
        WriteVerbose($"The job's id is {id}.");
        // The file may be another by the time that the job runs.
        var source = NoRecord ? null : Wait(token => FlinkJarInput.SourceAsync(Jar, jar.File, token));
        var request = Request(jar.Jar, id, savepoint);
        WatchProgress(FlinkTrigger.Begin(token => StartAsync(cluster, jar, request, token), StopToken), $"Start of {jar.Jar.Name}", () => "the program's main method runs");
        FlinkJobSummary[] started = [Wait(async token => await new FlinkJobs(cluster.Client).StartedAsync(id, token).ConfigureAwait(false))];
        if (!NoRecord)
            Keep(cluster, started[0].Name, request, source);
        // Which one was taken is told by the cluster.
        var extras = FromLatest is null ? new FlinkJobExtras?[started.Length] : Wait(token => FlinkJobExtras.ReadAsync(cluster.Client, started, token));
        foreach (var (job, extra) in started.Zip(extras))
            WriteObject(new FlinkJob(cluster, job, extra));
    }

    private string Latest(FlinkConnection cluster, string text)
    {
        if (FromSavepoint is not null)
            throw new FlinkZkException("InvalidArgument", ErrorCategory.InvalidArgument, "-FromLatest and -FromSavepoint exclude each other.", "A job starts from one of them.");
        var job = Meant(cluster, text);
        var latest = Wait(async token => await new FlinkJobs(cluster.Client).LatestAsync(job, token).ConfigureAwait(false));
        if (latest.Gone.Count > 0)
            WriteWarning($"What is newer is gone: {string.Join(", ", latest.Gone)}. The job goes on from {latest.Path}, of {(latest.Time is { } time ? ViewText.Time(time) : "an unknown time")}.");
        WriteVerbose($"The newest that is left of {job} is {latest.Path}{(latest.IsSeen ? "" : ", by Flink's word: this machine does not see its files")}.");
        return latest.Path;
    }

    // Jobs of one name are one job that was started several times.
    private string Meant(FlinkConnection cluster, string text)
    {
        if (!new NamePattern(text).IsPattern)
            return text;
        string[] names = [.. FlinkJobSearch.Among(Wait(async token => await cluster.Client.JobsAsync(token).ConfigureAwait(false)), text).Select(job => job.Name).Distinct(StringComparer.Ordinal)];
        return names switch
        {
            [var name] => name,
            [] => throw FlinkJobSearch.NotFound(text),
            _ => throw new FlinkZkException("InvalidArgument", ErrorCategory.InvalidArgument, $"-FromLatest '{text}' fits several jobs: {string.Join(", ", names.Take(5))}{(names.Length > 5 ? ", ..." : "")}.", "A job starts from one of them: name it."),
        };
    }

    private FlinkStartRequest Request(FlinkJarFile jar, string id, string? savepoint) => new()
    {
        Jar = jar,
        JobId = id,
        EntryClass = EntryClass,
        Arguments = ArgumentList,
        Parallelism = Parallelism,
        Savepoint = savepoint,
        ClaimMode = ClaimMode,
        AllowNonRestoredState = AllowNonRestoredState,
        Configuration = Configuration is null ? null : FlinkSettings.Of(Configuration),
        Timeout = Timeout,
    };

    private static Task<string> StartAsync(FlinkConnection cluster, (string? File, FlinkJarFile Jar) chosen, FlinkStartRequest request, CancellationToken cancellationToken) =>
        FlinkJarInput.UseAsync(cluster.Client, chosen, request.Timeout, jar => new FlinkJobs(cluster.Client).StartAsync(request with { Jar = jar }, cancellationToken), cancellationToken);

    private void Keep(FlinkConnection cluster, string job, FlinkStartRequest request, (string Path, string Sha256)? source)
    {
        if (source is not { } file)
        {
            WriteVerbose("The jar is not known as a file of this machine: Update-FlinkJob will need -PreviousJar.");
            return;
        }
        if ((Session ?? RunspaceSessions.Current.Default) is not { } session)
        {
            WriteVerbose("There is no session with ZooKeeper in which to keep how the job was started: Update-FlinkJob will need -PreviousJar.");
            return;
        }
        var deployment = StartRecord.Of(request, file);
        if (Wait(token => StartRecord.KeepAsync(cluster, session, job, request, deployment, Runspace.DefaultRunspace.InstanceId, token)) is { } problem)
            WriteWarning(problem);
    }
}
