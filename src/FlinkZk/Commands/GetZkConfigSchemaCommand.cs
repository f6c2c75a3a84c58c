using System.Management.Automation;
using FlinkZk.Cmdlets;
using FlinkZk.Coordination;

namespace FlinkZk.Commands;

/// <summary>Reads the JSON schemas that values of jobs, and the defaults, have to fit.</summary>
[Cmdlet(VerbsCommon.Get, "ZkConfigSchema", DefaultParameterSetName = JobSet)]
[OutputType(typeof(ZkConfigSchema))]
public sealed class GetZkConfigSchemaCommand : ZkSessionCmdlet
{
    private const string JobSet = "Job";
    private const string DefaultSet = "Default";

    /// <summary>The jobs, wildcards allowed; without it all that have a schema, and the defaults.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = JobSet)]
    [JobArgument]
    [ArgumentCompleter(typeof(JobNameCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Job { get; set; }

    /// <summary>The schema of the defaults.</summary>
    [Parameter(Mandatory = true, ParameterSetName = DefaultSet)]
    public SwitchParameter Default { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        var session = ActiveSession;
        var all = Wait(token => ConfigurationSchemas.ReadAllAsync(session.Configuration, token));
        if (ParameterSetName == JobSet && Job is null)
        {
            Write(session, all);
            return;
        }
        foreach (var name in JobNames.OrDefaults(ParameterSetName == DefaultSet ? null : Job))
            ForTarget(name ?? "defaults", () => Write(session, ConfigurationSchemas.Find(all, name)));
    }

    private void Write(ZkSession session, IEnumerable<ConfigurationSchema> schemas) => WriteObject(schemas.Select(schema => new ZkConfigSchema(schema, session)), enumerateCollection: true);
}
