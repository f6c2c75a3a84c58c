using System.Collections;
using System.Globalization;
using System.Management.Automation;
using FlinkZk.Cmdlets;
using FlinkZk.Coordination;

namespace FlinkZk.Commands;

/// <summary>Judges values by a schema, and changes nothing: those that stand, or those that would if some were set; by the schema that is laid down, or by another.</summary>
[Cmdlet(VerbsDiagnostic.Test, "ZkConfigSchema", DefaultParameterSetName = JobSet)]
[OutputType(typeof(ZkConfigViolation))]
public sealed class TestZkConfigSchemaCommand : ZkSessionCmdlet
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

    /// <summary>The defaults.</summary>
    [Parameter(Mandatory = true, ParameterSetName = DefaultSet)]
    public SwitchParameter Default { get; set; }

    /// <summary>Values as they would be set, over those that stand.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? Values { get; set; }

    /// <summary>A schema to judge by, as JSON or as a hashtable; without it the one that is laid down.</summary>
    [Parameter]
    [ValidateNotNull]
    public object? Schema { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        var session = ActiveSession;
        var given = Schema is null ? null : ConfigurationSchema.Edit(null, ConfigurationSchemas.Text(Schema)).Json;
        if (given is not null)
            ConfigurationSchemas.CheckUsable(session, given);
        var all = Wait(token => ConfigurationSchemas.ReadAllAsync(session.Configuration, token));
        if (ParameterSetName == JobSet && Job is null)
        {
            Judge(session, given is null ? all : [new(null, given, default, 0)]);
            return;
        }
        foreach (var name in JobNames.OrDefaults(ParameterSetName == DefaultSet ? null : Job))
            ForTarget(name ?? "defaults", () => Judge(session, given is null ? ConfigurationSchemas.Find(all, name)
                : Wait(token => JobNames.FindOrDefaultsAsync(session, name, token)).Select(job => new ConfigurationSchema(job, given, default, 0))));
    }

    private void Judge(ZkSession session, IEnumerable<ConfigurationSchema> schemas)
    {
        foreach (var schema in schemas)
        {
            ForTarget(schema.Job ?? "defaults", () =>
            {
                foreach (var violation in Wait(token => JudgeAsync(session, schema, token)))
                    WriteObject(new ZkConfigViolation(schema.Job, violation));
            });
        }
    }

    private async ValueTask<IReadOnlyList<SchemaViolation>> JudgeAsync(ZkSession session, ConfigurationSchema schema, CancellationToken cancellationToken)
    {
        var snapshot = await session.Configuration.ReadAsync(schema.Job, cancellationToken).ConfigureAwait(false);
        if (snapshot.Failures is [var failure, ..])
            throw failure.Exception;
        var literals = snapshot.Effective.ToDictionary(value => value.Key, value => ConfigurationJson.Encode(value.Value, value.IsSecret), StringComparer.Ordinal);
        foreach (DictionaryEntry entry in Values ?? new Hashtable())
            if (ConfigurationInput.Edit(schema.Job, Convert.ToString(entry.Key, CultureInfo.InvariantCulture) ?? "", entry.Value, secret: false) is { Json: { } json } edit)
                literals[edit.Key] = json;
        return await schema.JudgeAsync(session.Configuration.Judge!, literals, cancellationToken).ConfigureAwait(false);
    }
}
