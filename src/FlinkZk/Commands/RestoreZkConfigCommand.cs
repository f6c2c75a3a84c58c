using System.Globalization;
using System.Management.Automation;
using FlinkZk.Cmdlets;
using FlinkZk.Coordination;

namespace FlinkZk.Commands;

/// <summary>Takes the configuration back to how it was at a revision, as a new revision: what came in between stays in its history.</summary>
[Cmdlet(VerbsData.Restore, "ZkConfig", SupportsShouldProcess = true, DefaultParameterSetName = JobSet)]
[OutputType(typeof(ZkConfigRevision))]
public sealed class RestoreZkConfigCommand : ZkSessionCmdlet
{
    private const string JobSet = "Job";
    private const string DefaultSet = "Default";

    /// <summary>The revision; 0 is before the first change.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateRange(0, long.MaxValue)]
    public long Revision { get; set; }

    /// <summary>The jobs, wildcards allowed, whose own values are taken back; without it all jobs and the defaults.</summary>
    [Parameter(Position = 1, ParameterSetName = JobSet)]
    [ArgumentCompleter(typeof(JobNameCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Job { get; set; }

    /// <summary>Takes the defaults back, and no job's values.</summary>
    [Parameter(Mandatory = true, ParameterSetName = DefaultSet)]
    public SwitchParameter Default { get; set; }

    /// <summary>The keys, wildcards allowed; without it all.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ConfigKeyCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Key { get; set; } = ["*"];

    /// <summary>Leaves secrets that have changed since as they are: history does not keep them. Without it they are an error, and nothing is changed.</summary>
    [Parameter]
    public SwitchParameter SkipSecret { get; set; }

    /// <summary>Why, for the history; without it the revision is named.</summary>
    [Parameter]
    public string? Reason { get; set; }

    /// <summary>Gives the new revision.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        Target = Revision;
        var session = ActiveSession;
        var past = Wait(token => new ValueTask<ConfigurationPast>(ConfigurationPast.ReadAsync(session.Configuration, Revision, token)));
        ConfigurationChange[] changes = [.. past.Changes.Where(IsWanted)];
        if (!SkipSecret && changes.Where(IsSecret).ToArray() is { Length: > 0 } secrets)
        {
            throw new FlinkZkException("SecretNotKept", ErrorCategory.InvalidOperation, $"History does not keep secrets, and these have changed since: {string.Join(", ", secrets.Select(secret => ConfigurationEdits.Describe(secret.Job, secret.Key)))}. Nothing was changed.",
                "-SkipSecret leaves them as they are and takes the rest back; Set-ZkConfig -Secret sets them anew.");
        }
        ConfigurationEdit[] edits = [.. changes.Where(change => !IsSecret(change)).Select(change => new ConfigurationEdit(change.Job, change.Key, change.To))];
        if (edits.Length == 0)
        {
            WriteVerbose(string.Create(CultureInfo.InvariantCulture, $"The configuration is as it was at revision {Revision}."));
            return;
        }
        Target = ConfigurationEdits.Describe(edits);
        if (!ShouldProcess(ConfigurationEdits.Describe(changes.Where(change => !IsSecret(change))),
            string.Create(CultureInfo.InvariantCulture, $"Restore configuration of revision {Revision}")))
            return;
        StrangersCheck.Tell(this, session, Wait(token => session.FindForeignRightsAsync(edits, token)));
        // Only upon what was looked back from: what somebody else has changed meanwhile was not shown to anybody.
        var revision = Wait(token => session.ChangeConfigurationAsync(edits, past.Current, Reason ?? string.Create(CultureInfo.InvariantCulture, $"as at revision {Revision}"), token));
        if (PassThru)
            WriteObject(new ZkConfigRevision(revision));
    }

    private static bool IsSecret(ConfigurationChange change) => change.From == ConfigurationChange.Masked || change.To == ConfigurationChange.Masked;

    private bool IsWanted(ConfigurationChange change) =>
        (ParameterSetName == DefaultSet ? change.Job is null : Job is null || change.Job is { } job && Fits(Job, job)) && Fits(Key, change.Key);

    private static bool Fits(string[] patterns, string name) => Array.Exists(patterns, pattern => new NamePattern(pattern).Among([name], one => one).Count > 0);
}
