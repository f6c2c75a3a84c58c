using System.Globalization;
using System.Management.Automation;
using FlinkZk.Coordination;

namespace FlinkZk.Commands;

/// <summary>Copies a job's own values to another job, or to another ensemble or root: all of one call as one revision there.</summary>
[Cmdlet(VerbsCommon.Copy, "ZkConfig", SupportsShouldProcess = true, DefaultParameterSetName = JobSet)]
[OutputType(typeof(ZkConfigRevision))]
public sealed class CopyZkConfigCommand : ZkConfigTransferCmdlet
{
    private const string JobSet = "Job";
    private const string DefaultSet = "Default";
    private readonly Dictionary<(ZkSession Source, ZkSession Target), List<(string? From, string? To)>> _jobs = [];

    /// <summary>The jobs whose values are copied, wildcards allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = JobSet)]
    [JobArgument]
    [ArgumentCompleter(typeof(JobNameCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Job { get; set; } = [];

    /// <summary>Copies the defaults, to another session.</summary>
    [Parameter(Mandatory = true, ParameterSetName = DefaultSet)]
    public SwitchParameter Default { get; set; }

    /// <summary>The job that gets the values of a single job; without it each keeps its name, in another session.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true, ParameterSetName = JobSet)]
    [ArgumentCompleter(typeof(JobNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Destination { get; set; }

    /// <summary>The session of the other ensemble or root; without it the source's.</summary>
    [Parameter]
    [SessionArgument]
    [ArgumentCompleter(typeof(SessionValueCompleter))]
    [ValidateNotNull]
    public ZkSession? DestinationSession { get; set; }

    /// <summary>The keys, wildcards allowed; without it all. With -Replace others of the destination stay.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ConfigKeyCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Key { get; set; } = ["*"];

    /// <summary>Leaves secrets out, at the source and at the destination. Without it they are copied, and are secrets there.</summary>
    [Parameter]
    public SwitchParameter SkipSecret { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        var source = ActiveSession;
        var target = Permitted(DestinationSession ?? source);
        if (!_jobs.TryGetValue((source, target), out var jobs))
            _jobs.Add((source, target), jobs = []);
        foreach (var name in JobNames.OrDefaults(ParameterSetName == DefaultSet ? null : Job))
            ForTarget(name ?? "defaults", () => jobs.AddRange(Wait(token => JobNames.FindOrDefaultsAsync(source, name, token)).Select(job => (job, Destination ?? job))));
    }

    /// <inheritdoc/>
    protected override void End()
    {
        foreach (var ((source, target), jobs) in _jobs)
            ForTarget(string.Join(", ", jobs.Select(job => job.From ?? "defaults")), () => Copy(source, target, [.. jobs.Distinct()]));
    }

    private void Copy(ZkSession source, ZkSession target, (string? From, string? To)[] jobs)
    {
        if (jobs.Length == 0)
            return;
        foreach (var (_, to) in jobs)
            if (to is not null)
                EntityName.Validate(to, "job");
        if (jobs.GroupBy(job => job.To).FirstOrDefault(group => group.Count() > 1) is { } same)
            throw new FlinkZkException("OneDestination", ErrorCategory.InvalidArgument, string.Create(CultureInfo.InvariantCulture, $"{same.Count()} jobs cannot all become '{same.Key}'."), "Name one job, or leave the destination out: then each keeps its name, in -DestinationSession.");
        if (source == target && jobs.Any(job => job.From == job.To))
            throw new FlinkZkException("OneDestination", ErrorCategory.InvalidArgument, $"The source and the destination are both {jobs[0].From ?? "the defaults"}.", "Name another job as the destination, or another session: -DestinationSession.");
        var snapshots = Wait(token => new ValueTask<IReadOnlyList<ConfigurationSnapshot>>(source.Configuration.ReadAllAsync([.. jobs.Select(job => job.From)], token)));
        if (snapshots.SelectMany(snapshot => snapshot.Failures).FirstOrDefault() is { } failure)
            throw failure.Exception;
        var left = new HashSet<(string?, string)>();
        var wanted = new List<ConfigurationEdit>();
        foreach (var ((from, to), snapshot) in jobs.Zip(snapshots))
        {
            foreach (var value in (from is null ? snapshot.Defaults : snapshot.Own).Values.Where(value => Fits(value.Key)).OrderBy(value => value.Key, StringComparer.Ordinal))
            {
                if (SkipSecret && value.IsSecret)
                    left.Add((to, value.Key));
                else
                    wanted.Add(ConfigurationEdit.Set(to, value.Key, value.Value, value.IsSecret));
            }
        }
        if (SkipSecret && Replace)
            left.UnionWith(Wait(token => SecretsAsync(target, jobs, token)));
        bool Goes(string? job, string key) => Fits(key) && !left.Contains((job, key));
        var plan = Wait(token => new ValueTask<ConfigurationPlan>(ConfigurationPlan.MakeAsync(target.Configuration, wanted, Replace ? Goes : null, Replace ? jobs.Select(job => job.To) : null, token)));
        var what = $"{string.Join(", ", jobs.Select(job => job.From ?? "defaults"))} at revision {snapshots[0].Revision.ToString(CultureInfo.InvariantCulture)}{(source == target ? "" : $" of {source.ConnectionString}{source.Root}")}";
        Carry(target, plan, $"Copy configuration of {what}", null, $"copied from {what}");
    }

    private static async ValueTask<IEnumerable<(string?, string)>> SecretsAsync(ZkSession session, (string? From, string? To)[] jobs, CancellationToken cancellationToken)
    {
        var snapshots = await session.Configuration.ReadAllAsync([.. jobs.Select(job => job.To)], cancellationToken).ConfigureAwait(false);
        return jobs.Zip(snapshots).SelectMany(pair => (pair.First.To is null ? pair.Second.Defaults : pair.Second.Own).Values.Where(value => value.IsSecret).Select(value => (pair.First.To, value.Key)));
    }

    private bool Fits(string key) => Array.Exists(Key, pattern => new NamePattern(pattern).Among([key], one => one).Count > 0);
}
