using System.Globalization;
using FlinkZk.Clusters.Health;
using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Jobs;

namespace FlinkZk.Clusters.Deploy;

/// <summary>A Flink cluster of processes on this machine. It owns them: they end with it.</summary>
public sealed class LocalCluster : IDisposable
{
    private const int LinesTold = 12;

    // Where its JobManager told the end of a process, the cause is within so many lines.
    private const int LinesRead = 400;

    // Those before clean up after such a job; these miss the application in it.
    internal static readonly Version DyingOfResults = new(2, 3);

    private readonly FlinkInstallation _flink;
    private readonly JavaRuntime _java;
    private readonly IReadOnlyDictionary<string, string> _configuration;
    private readonly IReadOnlyDictionary<FlinkRole, MemoryShares> _memory;
    private readonly List<LocalProcess> _processes = [];

    private LocalCluster(LocalClusterOptions options, FlinkInstallation flink, JavaRuntime java, IReadOnlyDictionary<string, string> configuration, IReadOnlyDictionary<FlinkRole, MemoryShares> memory) =>
        (Options, _flink, _java, _configuration, _memory) = (options, flink, java, configuration, memory);

    /// <summary>How it is set up.</summary>
    public LocalClusterOptions Options { get; }

    /// <summary>The version of Flink.</summary>
    public Version Version => _flink.Version;

    /// <summary>Where it keeps its files; null where that is no folder.</summary>
    public HaStorage? Storage => HaStorage.Of(key => _configuration.GetValueOrDefault(key), Options.ClusterId) is { } storage ? storage with { ConfigurationPath = Path.Combine(Options.Folder, "conf") } : null;

    /// <summary>Its processes, in the order in which they were started, also those that have ended.</summary>
    public IReadOnlyList<LocalProcess> Processes
    {
        get
        {
            lock (_processes)
                return [.. _processes];
        }
    }

    /// <summary>A cluster without processes: looks for Flink and Java, and asks Flink how memory is shared out.</summary>
    /// <exception cref="DeployException">There is no Flink, no Java, or Flink refuses the configuration.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static async Task<LocalCluster> CreateAsync(LocalClusterOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var flink = FlinkInstallation.Of(options.FlinkHome);
        var java = await JavaRuntime.FindAsync(options.JavaHome, flink, cancellationToken).ConfigureAwait(false);
        if (options.Application is not null && flink.Version < ApplicationArguments.Oldest)
            throw new DeployException(DeployProblem.NoApplications, $"Flink {flink.Version} takes the jar of a cluster for one program only from among its own: {ApplicationArguments.Oldest} or later is needed.");
        var configuration = TrialConfiguration.Of(options, flink);
        var folder = Directory.CreateDirectory(Path.Combine(options.Folder, "conf")).FullName;
        await File.WriteAllLinesAsync(Path.Combine(folder, ConfigurationLines.FileName(flink)), ConfigurationLines.Of(flink, configuration), cancellationToken).ConfigureAwait(false);
        FlinkRole[] roles = [FlinkRole.JobManager, FlinkRole.TaskManager];
        var shares = await Task.WhenAll(roles.Select(role => MemoryShares.AskAsync(java, flink, role, folder, cancellationToken))).ConfigureAwait(false);
        return new(options, flink, java, configuration, roles.Zip(shares).ToDictionary(pair => pair.First, pair => pair.Second));
    }

    /// <summary>The newest checkpoint or savepoint that a job has left in the folder of a cluster, by its files: no process has to run.</summary>
    /// <param name="folder">The cluster's folder.</param>
    /// <param name="jobId">The job.</param>
    /// <exception cref="FlinkException">There is none.</exception>
    public static FlinkSnapshot Latest(string folder, string jobId) =>
        LatestSnapshot.OfFolders(jobId, TrialConfiguration.FileUri(folder, "checkpoints"), TrialConfiguration.FileUri(folder, "savepoints"))
        ?? throw new FlinkException(FlinkProblem.SnapshotNotFound, FlinkOutcome.NotDone, $"The job {jobId} has left nothing to start from in '{folder}'.");

    /// <summary>Starts a process; it is not waited for.</summary>
    /// <exception cref="IOException">Its folder cannot be written.</exception>
    public LocalProcess Start(FlinkRole role)
    {
        lock (_processes)
            return StartNext(role);
    }

    /// <summary>Starts as many processes as are missing; those that have ended stay in the list, and their end is no failure any more.</summary>
    /// <param name="jobManagers">How many JobManagers there are to be.</param>
    /// <param name="taskManagers">How many TaskManagers there are to be.</param>
    /// <returns>Those that were started, and those that had ended by themselves.</returns>
    /// <exception cref="IOException">A folder cannot be written.</exception>
    public (IReadOnlyList<LocalProcess> Started, IReadOnlyList<LocalProcess> Ended) StartMissing(int jobManagers, int taskManagers)
    {
        lock (_processes)
        {
            LocalProcess[] ended = [.. _processes.Where(process => process.HasFailed)];
            var (missingJobManagers, missingTaskManagers) = (jobManagers - Running(FlinkRole.JobManager), taskManagers - Running(FlinkRole.TaskManager));
            var started = new List<LocalProcess>();
            for (var count = 0; count < missingJobManagers; count++)
                started.Add(StartNext(FlinkRole.JobManager));
            for (var count = 0; count < missingTaskManagers; count++)
                started.Add(StartNext(FlinkRole.TaskManager));
            foreach (var process in ended)
                process.ExpectEnd();
            return (started, ended);
        }

        int Running(FlinkRole role) => _processes.Count(process => process.Role == role && !process.HasEnded);
    }

    private LocalProcess StartNext(FlinkRole role)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{role.ToString().ToLowerInvariant()}-{_processes.Count(process => process.Role == role) + 1}");
        var process = Start(role, name);
        _processes.Add(process);
        return process;
    }

    /// <summary>Refuses to start where results of jobs lie that its JobManagers would die of.</summary>
    /// <exception cref="DeployException">There are such.</exception>
    public void CheckResults()
    {
        if (_flink.Version >= DyingOfResults && Storage is { } storage && storage.DirtyResults() is { Count: > 0 } dirty)
        {
            throw new DeployException(DeployProblem.DirtyResult, string.Create(CultureInfo.InvariantCulture,
                $"A job of this cluster ended and was not cleaned up after, and JobManagers of Flink {_flink.Version} die of its result: '{dirty[0]}'{(dirty.Count == 1 ? "" : $", and {dirty.Count - 1} more")}. After a copy, this removes it: {storage.RepairCommand(Options.Root)}"));
        }
    }

    /// <summary>Says which process has ended by itself, with the last that it logged.</summary>
    /// <exception cref="DeployException">One has.</exception>
    public void CheckProcesses()
    {
        if (Processes.FirstOrDefault(process => process.HasFailed) is not { } ended)
            return;
        throw new DeployException(DeployProblem.ProcessEnded, string.Create(CultureInfo.InvariantCulture,
            $"The process {ended.Name} ended with exit code {ended.ExitCode}{(LogTail.Cause(ended.LastLines(LinesRead)) is { } cause ? $": {cause}" : "")}. The last that it logged to '{ended.LogPath}':\n{string.Join('\n', ended.LastLines(LinesTold))}"));
    }

    /// <summary>Kills all processes.</summary>
    public void Dispose()
    {
        var processes = Processes;
        foreach (var process in processes)
            process.Kill();
        foreach (var process in processes)
            process.Dispose();
    }

    private LocalProcess Start(FlinkRole role, string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Options.Folder, name)).FullName;
        var conf = Directory.CreateDirectory(Path.Combine(folder, "conf")).FullName;
        int? port = role == FlinkRole.JobManager ? LoopbackPort.Next() : null;
        var own = new Dictionary<string, string>(_configuration, StringComparer.Ordinal);
        own.TryAdd("io.tmp.dirs", Directory.CreateDirectory(Path.Combine(folder, "tmp")).FullName);
        // A process copies the program there, and one that starts beside it would read half of a common copy.
        if (Options.Application is not null)
            own.TryAdd("user.artifacts.base-dir", Path.Combine(folder, "artifacts"));
        if (port is not null)
            own["rest.port"] = port.Value.ToString(CultureInfo.InvariantCulture);
        var log = Path.Combine(folder, "log");
        File.WriteAllLines(Path.Combine(conf, ConfigurationLines.FileName(_flink)), ConfigurationLines.Of(_flink, own));
        File.WriteAllText(Path.Combine(conf, LogConfiguration.FileName), LogConfiguration.To(log));
        string[] options = [.. Words(TrialConfiguration.AllOptionsKey), .. Words(TrialConfiguration.OptionsKey(role))];
        return LocalProcess.Start(name, role, folder, port, _java.Command, JavaArguments.Of(_flink, _java.Version, role, _memory[role], options, conf, log, Options.Application), new Dictionary<string, string>
        {
            ["FLINK_CONF_DIR"] = conf,
            ["FLINK_LIB_DIR"] = _flink.Library,
            ["FLINK_OPT_DIR"] = Path.Combine(_flink.Folder, "opt"),
            ["FLINK_PLUGINS_DIR"] = Path.Combine(_flink.Folder, "plugins"),
        });
    }

    private string[] Words(string key) => _configuration.GetValueOrDefault(key, "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
