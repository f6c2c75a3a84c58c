using System.Collections;
using System.Management.Automation;
using FlinkZk.Clusters.Model;
using FlinkZk.Clusters.Upgrades;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Replaces running jobs by others, of new jars or started in another way, that go on from their savepoints; what does not become stable is rolled back.</summary>
[Cmdlet(VerbsData.Update, "FlinkJob", SupportsShouldProcess = true, DefaultParameterSetName = NameSet)]
[OutputType(typeof(FlinkUpdate))]
public sealed class UpdateFlinkJobCommand : FlinkUpgradeCmdlet
{
    /// <summary>The file of the new jar. Without it, a change that is under way is gone on with.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string? Jar { get; set; }

    /// <summary>The file of the jar that runs, to go back to. Without it, the one that the last change was made with, if it still lies there.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? PreviousJar { get; set; }

    /// <summary>The class with the main method; without it that of the last change, or else the one that the jar's manifest names.</summary>
    [Parameter(Position = 2)]
    [ValidateNotNullOrEmpty]
    public string? EntryClass { get; set; }

    /// <summary>The program's arguments, each as it is; without it those of the last change. They are kept in ZooKeeper, but for secrets (--password x, --db.password=x): those are given again for the next change, and to go on with one that was broken off.</summary>
    [Parameter]
    public string[]? ArgumentList { get; set; }

    /// <summary>The parallelism of operators that name none; without it as it is.</summary>
    [Parameter]
    [ValidateRange(1, 32768)]
    public int? Parallelism { get; set; }

    /// <summary>Settings of Flink for the job: a hashtable of keys and values; without it those of the last change. They are kept in ZooKeeper, but for those that are secrets by their names: they are given again as those of -ArgumentList are. A value is a text, a number, true or false, a duration, or several, which come to stand with ; between them.</summary>
    [Parameter]
    [ValidateNotNull]
    public Hashtable? Configuration { get; set; }

    /// <summary>Drops state of the savepoint that no operator of the new job takes; otherwise that is an error.</summary>
    [Parameter]
    public SwitchParameter AllowNonRestoredState { get; set; }

    /// <summary>Leaves out the look at the new jar's plan, for which its main method runs once more, before the job is stopped.</summary>
    [Parameter]
    public SwitchParameter NoPlanCheck { get; set; }

    /// <summary>Goes back to nothing: without the old jar. A job that is not stable is left as it is. With -Undo, a change that is under way is given up: nothing is started or ended any more.</summary>
    [Parameter]
    public SwitchParameter NoRollback { get; set; }

    /// <summary>Takes back the change that is under way.</summary>
    [Parameter]
    public SwitchParameter Undo { get; set; }

    /// <summary>The savepoint to go on from, where a change that is under way does not find that of the stop itself, or cannot be started from it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? FromSavepoint { get; set; }

    private Dictionary<string, string>? Settings => Configuration is null ? null : FlinkSettings.Of(Configuration);

    private bool IsGivenUp => Undo && NoRollback;

    // A cluster that is gone for good must not keep it.
    private protected override bool MindsCluster => !IsGivenUp;

    private protected override void GoOn(string job, FlinkUpgradeRecord record)
    {
        if (IsGivenUp)
        {
            GiveUp(job, record);
            return;
        }
        var state = $"the change that stands at {record.Step}";
        if (!ShouldProcess($"{job} ({record.OldJobId})", Undo ? $"Take back {state}" : record.Reason is null ? $"Go on with {state}, to {System.IO.Path.GetFileName(record.New.Jar)}" : $"Go on with {state}, back to {System.IO.Path.GetFileName(record.Old?.Jar)}"))
            return;
        WriteWarning($"A change of '{job}' that {Who(record)} began{(record.Moments is [var first, ..] ? $" at {ViewText.Time(first.Time)}" : "")} stands at {record.Step}: it is {(Undo ? "taken back" : "gone on with")}, as soon as nobody else holds the job's lock.");
        TellPassedOver(job, record);
        var how = new FlinkUpgradeContinuation { Jar = File(Jar), PreviousJar = File(PreviousJar), Savepoint = FromSavepoint, Arguments = ArgumentList, Configuration = Settings, IsUndo = Undo };
        try
        {
            Give(job, Work(job, (change, token) => change.GoOnAsync(how, token)));
        }
        // Whoever had begun it has come to its end while the lock was waited for.
        catch (FlinkUpgradeException e) when (e.Problem == FlinkUpgradeProblem.NotUnderWay && Jar is not null && !Undo && FromSavepoint is null)
        {
            WriteWarning($"The change of '{job}' is over by now: this one begins.");
            Change(job, Running(job, record));
        }
    }

    private FlinkJobSummary Running(string job, FlinkUpgradeRecord record)
    {
        var (cluster, session) = (ActiveCluster, ActiveSession);
        var id = Wait(async token => await FlinkUpgrades.ReadSpecAsync(session.Client, session.Paths, job, token).ConfigureAwait(false)) is { } spec && record.IsAbout(spec.JobId) ? spec.JobId : record.OldJobId;
        return Wait(async token => await cluster.Client.JobsAsync(token).ConfigureAwait(false)).FirstOrDefault(known => known.Id == id) ?? throw FlinkJobSearch.NotFound(id);
    }

    private void GiveUp(string job, FlinkUpgradeRecord record)
    {
        if (!ShouldProcess($"{job} ({record.OldJobId})", $"Give up the change that stands at {record.Step}: no job is started or ended"))
            return;
        if (Work(job, (change, token) => change.GiveUpAsync(token)) is { } left)
            WriteWarning($"The change of '{job}' that {Who(left)} began is given up, at {left.Step}. Its jobs are as they are: Get-FlinkJob shows which run. {(left.Savepoint is { } savepoint ? $"The savepoint stays: {savepoint}" : "The old job may be stopped, with a savepoint: Get-FlinkSavepoint shows it.")}");
    }

    // How it is made was settled when it was begun.
    private void TellPassedOver(string job, FlinkUpgradeRecord record)
    {
        // But for secrets, which were not written down.
        string[] taken = DeploymentSecrets.Missing(record.New) is null && (record.Old is null || DeploymentSecrets.Missing(record.Old) is null) ? [] : [nameof(ArgumentList), nameof(Configuration)];
        string[] settled = [nameof(AllowNonRestoredState), nameof(ArgumentList), nameof(Configuration), nameof(EntryClass), nameof(Format), nameof(NoPlanCheck), nameof(NoRollback), nameof(Parallelism), nameof(Path), nameof(StableFor), nameof(StableTimeout), nameof(StartTimeout), nameof(Timeout)];
        string[] given = [.. settled.Except(taken).Where(MyInvocation.BoundParameters.ContainsKey)];
        if (given.Length > 0)
            WriteWarning($"The change of '{job}' goes on as it was begun. Not taken up: {string.Join(", ", given.Select(name => $"-{name}"))}.");
    }

    private protected override void Change(string job, FlinkJobSummary summary)
    {
        if (Jar is null || Undo || FromSavepoint is not null)
            throw new FlinkUpgradeException(FlinkUpgradeProblem.NotUnderWay, job, $"No change of the job '{job}' is under way.");
        var recorded = Recorded(job, summary.Id) is { } kept ? DeploymentSecrets.Filled(kept, ArgumentList, Settings) : null;
        var wanted = Whole(job, Wanted(summary.Id, recorded));
        var before = NoRollback ? null : Before(job, recorded, wanted);
        var back = before is null ? "" : $", and go back to {System.IO.Path.GetFileName(before.Jar)} unless it is stable";
        if (DeploymentSecrets.Among(wanted) is { } secrets)
            WriteWarning($"How the job '{job}' is started is kept in ZooKeeper without {secrets}: the next change, or whoever goes on with this one, needs that again (-ArgumentList, -Configuration).");
        var request = Request(summary.Id, wanted, before, recorded?.SavepointFormat) with { ChecksPlan = !NoPlanCheck };
        if (ShouldProcess($"{summary.Name} ({summary.Id})", $"Stop the job with a savepoint, start {System.IO.Path.GetFileName(wanted.Jar)} from it{back}"))
            Give(job, Work(job, (change, token) => change.RunAsync(request, token)));
    }

    private void Give(string job, FlinkUpgradeResult result)
    {
        WriteObject(new FlinkUpdate(ActiveCluster, job, result));
        if (result.IsRolledBack && !Undo)
            throw RolledBack(job, result);
    }

    private FlinkDeployment Wanted(string id, FlinkDeployment? recorded)
    {
        var cluster = ActiveCluster;
        return Deployment(File(Jar)!) with
        {
            EntryClass = EntryClass ?? recorded?.EntryClass,
            Arguments = ArgumentList ?? recorded?.Arguments,
            Parallelism = Parallelism ?? recorded?.Parallelism ?? Wait(async token => await cluster.Client.ParallelismAsync(id, token).ConfigureAwait(false)),
            Configuration = Settings ?? recorded?.Configuration,
            AllowNonRestoredState = AllowNonRestoredState,
            Revision = recorded?.Revision,
            ConfiguredKeys = ArgumentList is null && Configuration is null ? recorded?.ConfiguredKeys : null,
        };
    }

    private FlinkDeployment Before(string job, FlinkDeployment? recorded, FlinkDeployment wanted)
    {
        if (PreviousJar is not null)
        {
            var jar = Deployment(File(PreviousJar)!);
            return Whole(job, (recorded ?? wanted with { AllowNonRestoredState = false }) with { Jar = jar.Jar, Sha256 = jar.Sha256 }, " -NoRollback does without those of the jar that runs.");
        }
        return RecordedWithJar(job, recorded, "Name the jar that runs with -PreviousJar; -NoRollback does without.");
    }

    private FlinkDeployment Deployment(string path) => new() { Jar = path, Sha256 = Hash(path) };

    private string? File(string? path)
    {
        if (FullPath(path) is not { } file)
            return null;
        return System.IO.File.Exists(file) ? FlinkJarInput.Check(file) : throw new FlinkZkException("FileNotFound", ErrorCategory.ObjectNotFound, $"There is no file '{path}'.", "Check the path. A jar is named as a file: it may be needed again after its JobManager is gone.");
    }
}
