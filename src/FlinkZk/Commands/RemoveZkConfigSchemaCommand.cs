using System.Management.Automation;
using FlinkZk.Cmdlets;
using FlinkZk.Coordination;

namespace FlinkZk.Commands;

/// <summary>Takes schemas away: values of these jobs, or the defaults, may be anything again.</summary>
[Cmdlet(VerbsCommon.Remove, "ZkConfigSchema", SupportsShouldProcess = true, DefaultParameterSetName = JobSet)]
[OutputType(typeof(ZkConfigRevision))]
public sealed class RemoveZkConfigSchemaCommand : ZkSessionCmdlet
{
    private const string JobSet = "Job";
    private const string DefaultSet = "Default";

    /// <summary>The jobs, wildcards allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = JobSet)]
    [ArgumentCompleter(typeof(JobNameCompleter))]
    [AllowNull]
    [AllowEmptyString]
    [SupportsWildcards]
    public string?[] Job { get; set; } = [];

    /// <summary>The schema of the defaults.</summary>
    [Parameter(Mandatory = true, ParameterSetName = DefaultSet)]
    public SwitchParameter Default { get; set; }

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
        foreach (var name in JobNames.OrDefaults(ParameterSetName == DefaultSet ? null : Job))
            ForTarget(name ?? "defaults", () =>
            {
                if (name is null)
                {
                    Remove(session, null);
                    return;
                }
                var wanted = new NamePattern(name);
                var found = wanted.Among(Wait(token => new ValueTask<IReadOnlyList<string>>(ConfigurationSchema.ListAsync(session.Configuration, token))), job => job);
                if (found.Count == 0 && !wanted.IsPattern)
                    throw ConfigurationSchemas.NotFound(wanted.Name);
                foreach (var job in found)
                    ForTarget(job, () => Remove(session, job));
            });
    }

    private void Remove(ZkSession session, string? job)
    {
        if (Wait(token => new ValueTask<ConfigurationSchema?>(ConfigurationSchema.ReadAsync(session.Configuration, job, token))) is null)
            throw ConfigurationSchemas.NotFound(job);
        if (!ShouldProcess(job ?? "defaults", "Remove configuration schema"))
            return;
        var revision = Wait(token => session.SetSchemaAsync(job, null, force: false, expectedRevision: null, Reason, token));
        if (PassThru)
            WriteObject(new ZkConfigRevision(revision));
    }
}
