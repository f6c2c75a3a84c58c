using System.Management.Automation;
using FlinkZk.Cmdlets;
using FlinkZk.Coordination;

namespace FlinkZk.Commands;

/// <summary>Reads configuration values: those that hold for a job, the defaults, or all that is configured.</summary>
[Cmdlet(VerbsCommon.Get, "ZkConfig", DefaultParameterSetName = JobSet)]
[OutputType(typeof(ZkConfigValue))]
public sealed class GetZkConfigCommand : ZkSessionCmdlet
{
    private const string JobSet = "Job";
    private const string DefaultSet = "Default";

    /// <summary>The jobs, wildcards allowed: of each the values that hold for it, its own and the defaults. Without it all that is configured is listed: the defaults, then each job's own values.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = JobSet)]
    [JobArgument]
    [ArgumentCompleter(typeof(JobNameCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Job { get; set; }

    /// <summary>The keys, wildcards allowed; without it all.</summary>
    [Parameter(Position = 1)]
    [ArgumentCompleter(typeof(ConfigKeyCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Key { get; set; } = ["*"];

    /// <summary>Reads the defaults alone.</summary>
    [Parameter(Mandatory = true, ParameterSetName = DefaultSet)]
    public SwitchParameter Default { get; set; }

    /// <summary>Without a job: of each job the values that hold for it, instead of those that are its own. With one that is so anyway.</summary>
    [Parameter(ParameterSetName = JobSet)]
    public SwitchParameter Effective { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        var session = ActiveSession;
        if (ParameterSetName == DefaultSet)
            WriteScope(session, null);
        else if (Job is null)
            WriteAll(session);
        else
            foreach (var name in Job)
                ForTarget(name, () => WriteJobs(session, name));
    }

    private void WriteAll(ZkSession session)
    {
        var all = Wait(token => ConfigurationReader.ReadAllAsync(session.Configuration, token));
        WriteValues(session, [.. all.SelectMany(scope => (scope.Job is null || Effective ? scope.Snapshot.Effective : [.. scope.Snapshot.Effective.Where(value => value.Job is not null)])
            .Select(value => (scope.Job, value, scope.Snapshot.CoveredBy(value))))], all.SelectMany(scope => scope.Snapshot.Failures), "Nothing has", all[0].Snapshot.Revision);
    }

    private void WriteJobs(ZkSession session, string name)
    {
        if (!new NamePattern(name).IsPattern)
        {
            WriteScope(session, Wait(token => JobNames.FindAsync(session, name, token))[0]);
            return;
        }
        var jobs = Wait(token => JobNames.FindAsync(session, name, token));
        var values = new List<(string?, ConfigurationValue, ConfigurationValue?)>();
        var failures = new List<ConfigurationFailure>();
        var revision = 0L;
        foreach (var job in jobs)
        {
            var snapshot = Wait(token => new ValueTask<ConfigurationSnapshot>(session.Configuration.ReadAsync(job, token)));
            values.AddRange(snapshot.Effective.Select(value => ((string?)job, value, snapshot.CoveredBy(value))));
            failures.AddRange(snapshot.Failures);
            revision = snapshot.Revision;
        }
        if (jobs.Count > 0)
            WriteValues(session, values, failures, $"Neither a job of '{name}' nor the defaults have", revision);
    }

    private void WriteScope(ZkSession session, string? job)
    {
        var snapshot = Wait(token => new ValueTask<ConfigurationSnapshot>(session.Configuration.ReadAsync(job, token)));
        WriteValues(session, [.. snapshot.Effective.Select(value => (job, value, snapshot.CoveredBy(value)))], snapshot.Failures, job is null ? "The defaults do not have" : $"Neither job '{job}' nor the defaults have", snapshot.Revision);
    }

    private void WriteValues(ZkSession session, IReadOnlyCollection<(string? Job, ConfigurationValue Value, ConfigurationValue? Covered)> values, IEnumerable<ConfigurationFailure> failures, string nobodyHas, long revision)
    {
        // Of several jobs each has the defaults', too.
        var unread = failures.DistinctBy(failure => failure.Path).ToList();
        foreach (var failure in unread.Where(failure => failure.Key is null || Key.Any(key => new NamePattern(key).Among([failure.Key], name => name).Count > 0)))
            WriteError(failure.Exception, failure.Path);
        foreach (var key in Key)
        {
            var wanted = new NamePattern(key);
            var found = wanted.Among(values, value => value.Value.Key);
            WriteObject(found.Select(value => new ZkConfigValue(value.Job, value.Value, session, value.Covered).ToOutput()), enumerateCollection: true);
            if (found.Count == 0 && !wanted.IsPattern && !unread.Exists(failure => failure.Key is null || failure.Key == wanted.Name))
                WriteError(new FlinkZkException("KeyNotFound", ErrorCategory.ObjectNotFound, $"{nobodyHas} a value '{wanted.Name}' at revision {revision}.",
                    "Keys are case-sensitive. Get-ZkConfig without -Key lists them."), key);
        }
    }
}
