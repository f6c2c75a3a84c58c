using System.Management.Automation;
using FlinkZk.Cmdlets;
using FlinkZk.Coordination;

namespace FlinkZk.Commands;

/// <summary>Lays down the JSON schema that the values of a job, or the defaults, have to fit from then on: whoever sets one that does not is refused.</summary>
[Cmdlet(VerbsCommon.Set, "ZkConfigSchema", SupportsShouldProcess = true, DefaultParameterSetName = JobSet)]
[OutputType(typeof(ZkConfigRevision))]
public sealed class SetZkConfigSchemaCommand : ZkSessionCmdlet
{
    private const string JobSet = "Job";
    private const string DefaultSet = "Default";

    /// <summary>The jobs. Their own values, with the defaults where they have none, have to fit.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = JobSet)]
    [ArgumentCompleter(typeof(JobNameCompleter))]
    [AllowNull]
    [AllowEmptyString]
    public string?[] Job { get; set; } = [];

    /// <summary>The defaults, by themselves, have to fit.</summary>
    [Parameter(Mandatory = true, ParameterSetName = DefaultSet)]
    public SwitchParameter Default { get; set; }

    /// <summary>The schema, as JSON or as a hashtable: drafts 6 to 2020-12.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNull]
    public object Schema { get; set; } = "";

    /// <summary>Also where values that stand do not fit it: they may be mended one after the other, and none may be made worse. Without it that is an error.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Changes only if the configuration is still at this revision.</summary>
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
        foreach (var job in JobNames.OrDefaults(ParameterSetName == DefaultSet ? null : Job))
            ForTarget(job ?? "defaults", () => Set(session, job));
    }

    private void Set(ZkSession session, string? job)
    {
        if (job is not null)
            EntityName.Validate(job, "job");
        var edit = ConfigurationSchema.Edit(job, ConfigurationSchemas.Text(Schema));
        ConfigurationSchemas.CheckUsable(session, edit.Json!);
        if (!ShouldProcess(job ?? "defaults", "Set configuration schema"))
            return;
        StrangersCheck.Tell(this, session, Wait(token => session.FindForeignRightsAsync([edit], token)));
        var revision = Wait(token => session.SetSchemaAsync(job, edit.Json, Force, ExpectedRevision, Reason, token));
        if (PassThru)
            WriteObject(new ZkConfigRevision(revision));
    }
}
