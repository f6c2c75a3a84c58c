using System.Management.Automation;
using FlinkZk.Cmdlets;
using FlinkZk.Coordination;

namespace FlinkZk.Commands;

/// <summary>Removes configuration values: all of one call and all that come down the pipeline as one revision. A job's default shows again where its own value went.</summary>
[Cmdlet(VerbsCommon.Remove, "ZkConfig", SupportsShouldProcess = true)]
[OutputType(typeof(ZkConfigRevision))]
public sealed class RemoveZkConfigCommand : ZkSessionCmdlet
{
    private readonly ConfigurationEdits _edits = new();

    /// <summary>The jobs, wildcards allowed, whose own values are removed; without it defaults are.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(JobNameCompleter))]
    [AllowNull]
    [AllowEmptyString]
    [SupportsWildcards]
    public string[]? Job { get; set; }

    /// <summary>The keys, wildcards allowed.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ConfigKeyCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Key { get; set; } = [];

    /// <summary>Removes only if the configuration is still at this revision.</summary>
    [Parameter]
    [ValidateRange(0, long.MaxValue)]
    public long? ExpectedRevision { get; set; }

    /// <summary>Why, for the history.</summary>
    [Parameter]
    public string? Reason { get; set; }

    /// <summary>Gives the revision.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        var session = ActiveSession;
        foreach (var name in JobNames.OrDefaults(Job))
        {
            ForTarget(name ?? "defaults", () =>
            {
                foreach (var job in Wait(token => JobNames.FindOrDefaultsAsync(session, name, token)))
                    Gather(session, job);
            });
        }
    }

    /// <inheritdoc/>
    protected override void End()
    {
        foreach (var (session, edits) in _edits.BySession())
        {
            ForTarget(ConfigurationEdits.Describe(edits), () =>
            {
                StrangersCheck.Tell(this, session, Wait(token => session.FindForeignRightsAsync(edits, token)));
                var revision = Wait(token => session.ChangeConfigurationAsync(edits, ExpectedRevision, Reason, token));
                if (PassThru)
                    WriteObject(new ZkConfigRevision(revision));
            });
        }
    }

    private void Gather(ZkSession session, string? job)
    {
        var snapshot = Wait(token => new ValueTask<ConfigurationSnapshot>(session.Configuration.ReadAsync(job, token)));
        var own = (job is null ? snapshot.Defaults : snapshot.Own).Keys.Order(StringComparer.Ordinal).ToArray();
        foreach (var key in Key)
        {
            var wanted = new NamePattern(key);
            var found = wanted.Among(own, name => name);
            var unread = snapshot.Failures.Where(failure => failure.Job == job && (failure.Key is null || wanted.Among([failure.Key], name => name).Count > 0)).ToArray();
            foreach (var failure in unread)
                WriteError(failure.Exception, failure.Path);
            if (found.Count == 0 && !wanted.IsPattern && unread.Length == 0)
                WriteError(NotFound(job, wanted.Name, snapshot), key);
            _edits.Add(session, found.Where(name => ShouldProcess(ConfigurationEdits.Describe(job, name), "Remove configuration")).Select(name => ConfigurationEdit.Remove(job, name)).ToArray());
        }
    }

    private static FlinkZkException NotFound(string? job, string key, ConfigurationSnapshot snapshot) => job is null
        ? new("KeyNotFound", ErrorCategory.ObjectNotFound, $"There is no default '{key}'.", "Keys are case-sensitive. 'Get-ZkConfig -Default' lists the defaults; a job's own value is removed by 'Remove-ZkConfig orders key'.")
        : snapshot.Defaults.ContainsKey(key)
            ? new("KeyNotFound", ErrorCategory.ObjectNotFound, $"Job '{job}' has no value '{key}' of its own: the one that holds for it is a default.", $"'Remove-ZkConfig -Key {key}' removes the default, for all jobs.")
            : new("KeyNotFound", ErrorCategory.ObjectNotFound, $"Job '{job}' has no value '{key}'.", "Keys are case-sensitive. Get-ZkConfig lists them.");
}
