using System.Collections;
using System.Globalization;
using System.Management.Automation;
using FlinkZk.Clusters.Deploy;
using FlinkZk.Clusters.Ha;
using FlinkZk.Clusters.Model;
using FlinkZk.Cmdlets;
using FlinkZk.Coordination;

namespace FlinkZk.Commands;

/// <summary>Starts a Flink cluster of processes on this machine, for trying things out, and connects to it. With -Jar it is for that program alone: Flink's application mode.</summary>
[Cmdlet(VerbsLifecycle.Start, "FlinkCluster", SupportsShouldProcess = true, DefaultParameterSetName = SessionSet)]
[OutputType(typeof(FlinkConnection))]
public sealed class StartFlinkClusterCommand : FlinkZkCmdlet
{
    private const string SessionSet = "Session";
    private const string ApplicationSet = "Application";

    /// <summary>The folder that Flink's archive unpacks to; without it the one that the variable FLINK_HOME names.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? FlinkHome { get; set; }

    /// <summary>The folder for configuration, logs, checkpoints and savepoints, made if need be; without it a temporary one, which goes with the cluster unless a job has left something in it to start from.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string? DataPath { get; set; }

    /// <summary>How many JobManagers: one leads, the others stand by.</summary>
    [Parameter]
    [ValidateRange(1, 16)]
    public int JobManagers { get; set; } = 2;

    /// <summary>How many TaskManagers.</summary>
    [Parameter]
    [ValidateRange(0, 64)]
    public int TaskManagers { get; set; } = 2;

    /// <summary>How many slots each TaskManager has: as many subtasks of a job run in it.</summary>
    [Parameter]
    [ValidateRange(1, 1024)]
    public int Slots { get; set; } = 2;

    /// <summary>The jar of the program that the cluster is for. Its main method runs in the JobManager that leads, again in each that takes over.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ApplicationSet)]
    [ValidateNotNullOrEmpty]
    public string Jar { get; set; } = "";

    /// <summary>The class with the main method; without it the one that the jar's manifest names.</summary>
    [Parameter(ParameterSetName = ApplicationSet)]
    [ValidateNotNullOrEmpty]
    public string? EntryClass { get; set; }

    /// <summary>The program's arguments, each as it is.</summary>
    [Parameter(ParameterSetName = ApplicationSet)]
    public string[]? ArgumentList { get; set; }

    /// <summary>The savepoint or checkpoint that the job starts from. What Stop-FlinkJob, New-FlinkSavepoint and Get-FlinkSavepoint gave brings it along.</summary>
    [Parameter(ParameterSetName = ApplicationSet, ValueFromPipelineByPropertyName = true)]
    [Alias("Savepoint")]
    [ValidateNotNullOrEmpty]
    public string? FromSavepoint { get; set; }

    /// <summary>The job, by its id, whose newest checkpoint or savepoint in -DataPath to start from.</summary>
    [Parameter(ParameterSetName = ApplicationSet)]
    [ValidateJobId]
    public string[]? FromLatest { get; set; }

    /// <summary>Whose that is afterwards: NoClaim leaves it to its owner, Claim lets Flink remove it when the job needs it no more.</summary>
    [Parameter(ParameterSetName = ApplicationSet)]
    public FlinkClaimMode? ClaimMode { get; set; }

    /// <summary>Drops state of the savepoint that no operator of the job takes; otherwise that is an error.</summary>
    [Parameter(ParameterSetName = ApplicationSet)]
    public SwitchParameter AllowNonRestoredState { get; set; }

    /// <summary>The job's id, 32 hexadecimal digits; without it a new one.</summary>
    [Parameter(ParameterSetName = ApplicationSet)]
    [ValidateJobId]
    public string[]? JobId { get; set; }

    /// <summary>The cluster's id in ZooKeeper, Flink's high-availability.cluster-id.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string ClusterId { get; set; } = HaPaths.DefaultClusterId;

    /// <summary>The node below which it lies, Flink's high-availability.zookeeper.path.root.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string FlinkRoot { get; set; } = HaPaths.DefaultRoot;

    /// <summary>Keys of Flink's configuration with their values: @{ 'taskmanager.memory.process.size' = '2g' }.</summary>
    [Parameter]
    [ValidateNotNull]
    public Hashtable? Configuration { get; set; }

    /// <summary>After how long without a word from a JobManager ZooKeeper ends its session: then a standby takes over.</summary>
    [Parameter]
    public Duration SessionTimeout { get; set; } = SessionParameters.DefaultTimeout;

    /// <summary>The folder of a Java; without it that of JAVA_HOME, or the one on the path.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? JavaHome { get; set; }

    /// <summary>The session with the ZooKeeper to use; without it the runspace's last one, and where there is none an embedded server is started.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SessionArgument]
    [ArgumentCompleter(typeof(SessionValueCompleter))]
    [ValidateNotNull]
    public ZkSession? Session { get; set; }

    /// <summary>How long it may take until all processes are there.</summary>
    [Parameter]
    public Duration Timeout { get; set; } = new(TimeSpan.FromMinutes(2));

    /// <inheritdoc/>
    protected override void Process()
    {
        var id = ClusterSearch.Id(ClusterId);
        var session = Session ?? RunspaceSessions.Current.Default;
        if (session is not null && Running(id, session) is { } running)
        {
            Complete(id, running);
            return;
        }
        var home = FullPath(FlinkHome) ?? (Environment.GetEnvironmentVariable("FLINK_HOME") is { Length: > 0 } variable ? variable
            : throw new FlinkZkException("FlinkHomeNotFound", ErrorCategory.InvalidArgument, "Where Flink lies is not known.", "-FlinkHome names the folder that Flink's archive unpacks to; without it the variable FLINK_HOME does."));
        Target = home;
        var application = ParameterSetName == ApplicationSet ? Application() : null;
        var settings = FlinkSettings.Of(Configuration ?? []);
        if (!ShouldProcess(session is null ? $"{id}, on an embedded ZooKeeper server" : $"{id}, on {session.ConnectionString}",
            string.Create(CultureInfo.InvariantCulture, $"Start {JobManagers} JobManagers and {TaskManagers} TaskManagers of '{home}'{(application is null ? "" : $" for '{application.Jar}'{(application.Savepoint is { } from ? $", from {from}" : "")}")}")))
        {
            return;
        }
        _ = FlinkInstallation.Of(home);
        var isOwn = session is null;
        session ??= StartServer();
        var options = new LocalClusterOptions
        {
            FlinkHome = home,
            Folder = FullPath(DataPath) ?? Directory.CreateTempSubdirectory("flinkzk-flink-").FullName,
            ConnectionString = session.ConnectionString,
            ClusterId = id,
            Root = FlinkRoot,
            SessionTimeout = SessionTimeout,
            Slots = Slots,
            Application = application,
            Configuration = settings,
            JavaHome = FullPath(JavaHome),
        };
        WriteVerbose($"Starting a cluster in '{options.Folder}', with ZooKeeper {session.ConnectionString}.");
        var starter = new LocalFlinkStarter(session, options, DataPath is null);
        try
        {
            var (local, connection) = WatchProgress(Task.Run(() => starter.RunAsync(JobManagers, TaskManagers, Timeout, StopToken), CancellationToken.None), $"Start of the Flink cluster {id}", () => starter.Status);
            RunspaceClusters.Current.Local.Add(local);
            RunspaceClusters.Current.Add(connection);
            WriteObject(connection);
        }
        catch when (isOwn)
        {
            RunspaceSessions.Current.Remove(session);
            Wait(_ => session.DisconnectAsync());
            throw;
        }
    }

    // Of this runspace: only these processes are its own.
    private LocalFlink? Running(string id, ZkSession session)
    {
        var paths = new HaPaths(id, FlinkRoot);
        return RunspaceClusters.Current.Local.All().LastOrDefault(local => ReferenceEquals(local.Session, session) && local.Paths == paths
            && (DataPath is null || Trimmed(FullPath(DataPath)!) == Trimmed(local.Cluster.Options.Folder)) && local.Cluster.Processes.Any(process => !process.HasEnded));
    }

    private void Complete(string id, LocalFlink local)
    {
        Target = local.Cluster.Options.FlinkHome;
        CheckSame(id, local.Cluster.Options);
        var wanted = (JobManagers: IsGiven(nameof(JobManagers)) ? JobManagers : local.Wanted.JobManagers, TaskManagers: IsGiven(nameof(TaskManagers)) ? TaskManagers : local.Wanted.TaskManagers);
        var completion = new LocalFlinkCompletion(local);
        if (completion.IsWhole(wanted.JobManagers, wanted.TaskManagers))
        {
            WriteVerbose($"{id} runs already, in '{local.Cluster.Options.Folder}', and nothing of it is missing.");
        }
        else
        {
            if (!ShouldProcess($"{id}, which runs in '{local.Cluster.Options.Folder}'", $"Start what is missing: {completion.Missing(wanted.JobManagers, wanted.TaskManagers)}"))
                return;
            var (started, ended) = WatchProgress(Task.Run(() => completion.RunAsync(wanted.JobManagers, wanted.TaskManagers, Timeout, StopToken), CancellationToken.None), $"Start of what is missing of {id}", () => completion.Status);
            var names = string.Join(", ", started.Select(process => process.Name));
            if (ended.Count == 0)
                WriteVerbose($"Started {names}.");
            else
                WriteWarning($"{string.Join(", ", ended.Select(process => string.Create(CultureInfo.InvariantCulture, $"{process.Name} (exit code {process.ExitCode}, its log: '{process.LogPath}')")))} had ended; started: {names}.");
        }
        var connection = RunspaceClusters.Current.List.All().LastOrDefault(known => !known.IsClosed && ReferenceEquals(known.Local, local));
        if (connection is not null)
            RunspaceClusters.Current.Remove(connection);
        connection ??= Wait(token => FlinkConnector.ConnectAsync(local.Session, id, FlinkRoot, new() { Endpoints = FlinkConnector.Leader(local.Session, id, FlinkRoot) }, null, token));
        connection.Local = local;
        RunspaceClusters.Current.Add(connection);
        WriteObject(connection);
    }

    // Processes that come later are as those that run.
    private void CheckSame(string id, LocalClusterOptions options)
    {
        (string Name, bool IsSame)[] given =
        [
            (nameof(Jar), false),
            (nameof(FlinkHome), FlinkHome is null || Trimmed(FullPath(FlinkHome)!) == Trimmed(options.FlinkHome)),
            (nameof(Slots), Slots == options.Slots),
            (nameof(SessionTimeout), SessionTimeout == new Duration(options.SessionTimeout)),
            (nameof(JavaHome), FullPath(JavaHome) == options.JavaHome),
            (nameof(Configuration), FlinkSettings.Of(Configuration ?? []) is var entries && entries.Count == options.Configuration.Count && entries.All(entry => options.Configuration.GetValueOrDefault(entry.Key) == entry.Value)),
        ];
        if (given.FirstOrDefault(parameter => IsGiven(parameter.Name) && !parameter.IsSame).Name is { } other)
        {
            throw new FlinkZkException("FlinkClusterRuns", ErrorCategory.ResourceExists, $"{id} runs in '{options.Folder}', and -{other} is not what it was started with{(other == nameof(Jar) ? ", or would start its program a second time" : "")}.",
                $"Start-FlinkCluster without -{other} starts what is missing of it; Stop-FlinkCluster stops it first.");
        }
    }

    private bool IsGiven(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);

    private static string Trimmed(string folder) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));

    private LocalApplication Application()
    {
        if (FromLatest is not null && (FromSavepoint is not null || DataPath is null))
        {
            throw new FlinkZkException("InvalidArgument", ErrorCategory.InvalidArgument, FromSavepoint is not null ? "-FromLatest and -FromSavepoint exclude each other." : "-FromLatest looks into the folder of -DataPath, which is not given.",
                "A job starts from one of them; -DataPath is the folder of the cluster that the job ran on.");
        }
        var savepoint = FromSavepoint;
        if (FlinkTrigger.Of(FromLatest) is { } job)
        {
            var latest = LocalCluster.Latest(FullPath(DataPath)!, job);
            WriteVerbose($"The newest that is left of {job} is {latest.Path}.");
            savepoint = latest.Path;
        }
        var id = FlinkTrigger.Of(JobId) ?? Guid.NewGuid().ToString("n");
        WriteVerbose($"The job's id is {id}.");
        return new()
        {
            Jar = FlinkJarInput.Check(FullPath(Jar)),
            JobId = id,
            EntryClass = EntryClass,
            Arguments = ArgumentList ?? [],
            Savepoint = savepoint,
            ClaimMode = ClaimMode,
            AllowNonRestoredState = AllowNonRestoredState,
        };
    }

    private ZkSession StartServer()
    {
        var options = new SessionParameters { ConnectionString = "127.0.0.1" }.ToOptions();
        var session = Wait(token => SessionConnector.StartEmbeddedAsync(new(), options, new ClusterPaths(ClusterPaths.DefaultRoot), token));
        RunspaceSessions.Current.Add(session);
        WriteVerbose($"Started an embedded ZooKeeper server on {session.ConnectionString}.");
        return session;
    }
}
