using System.Collections;
using System.Globalization;
using System.Management.Automation;
using FlinkZk.Cmdlets;
using FlinkZk.Coordination;

namespace FlinkZk.Commands;

/// <summary>Changes configuration values: all of one call and all that come down the pipeline as one revision, with its history entry, or not at all.</summary>
[Cmdlet(VerbsCommon.Set, "ZkConfig", SupportsShouldProcess = true)]
[OutputType(typeof(ZkConfigRevision))]
public sealed class SetZkConfigCommand : ZkSessionCmdlet
{
    // No set is the default: it would be the only one that is tried on the pipeline, down which hashtables come as well as objects.
    private const string ValuesSet = "Values";
    private const string DefaultsSet = "Defaults";
    private const string KeySet = "Key";
    private static readonly object Missing = new();
    private readonly ConfigurationEdits _edits = new();

    /// <summary>The jobs; a pattern stands for those that there are. Without it the values are defaults, which hold for every job that has none of its own.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ValuesSet)]
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = KeySet)]
    [ArgumentCompleter(typeof(JobNameCompleter))]
    [AllowNull]
    [AllowEmptyString]
    [SupportsWildcards]
    public string[]? Job { get; set; }

    /// <summary>Keys and values: @{ threshold = 100; window = '5m' }.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true, ParameterSetName = ValuesSet)]
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = DefaultsSet)]
    [ValidateNotNull]
    public IDictionary Values { get; set; } = new Hashtable();

    /// <summary>One key.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = KeySet, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ConfigKeyCompleter))]
    [ValidateNotNullOrEmpty]
    public string Key { get; set; } = "";

    /// <summary>Its value: text, a number, a Boolean, a time, a duration, an array, a hashtable or null.</summary>
    [Parameter(Position = 2, ParameterSetName = KeySet, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    public object? Value { get; set; } = Missing;

    /// <summary>What the value is, where it comes as text, as from a CSV file: String, Number, Boolean, Null, Array or Object, the last two as JSON. A value that is
    /// none of its type is an error. Without it a value is what it is: text is text.</summary>
    [Parameter(ParameterSetName = KeySet, ValueFromPipelineByPropertyName = true)]
    public ZkConfigType? Type { get; set; }

    /// <summary>Changes only if the configuration is still at this revision.</summary>
    [Parameter]
    [ValidateRange(0, long.MaxValue)]
    public long? ExpectedRevision { get; set; }

    /// <summary>Why, for the history.</summary>
    [Parameter]
    public string? Reason { get; set; }

    /// <summary>Views show the values as ***, and history keeps only that they changed.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("IsSecret")]
    [SwitchText]
    public SwitchParameter Secret { get; set; }

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
                foreach (var job in Wait(token => JobNames.FindForChangeAsync(session, name, token)))
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
                WriteVerbose(string.Create(CultureInfo.InvariantCulture, $"The configuration is at revision {revision.Revision}."));
                if (PassThru)
                    WriteObject(new ZkConfigRevision(revision));
            });
        }
    }

    private void Gather(ZkSession session, string? job)
    {
        var edits = ReadEdits(job);
        // Here, and not when all are written: what cannot be stored is the error of this record.
        Target = job ?? "defaults";
        EntityName.Validate(job ?? "defaults", "job");
        foreach (var edit in edits)
        {
            Target = edit.Key;
            ConfigurationKey.Validate(edit.Key);
        }
        Target = job ?? "defaults";
        if (ShouldProcess($"{job ?? "defaults"}: {string.Join(", ", edits.Select(edit => edit.Key))}", "Set configuration"))
            _edits.Add(session, edits);
    }

    private List<ConfigurationEdit> ReadEdits(string? job)
    {
        if (ParameterSetName == KeySet && ReferenceEquals(Value, Missing))
        {
            throw new FlinkZkException("MissingValue", ErrorCategory.InvalidArgument, $"There is no value for key '{Key}'{(job is null ? "" : $" of job '{job}'")}.",
                Key.Split('=', 2) is [{ Length: > 0 } name, var value]
                    ? $"Key and value are two arguments: Set-ZkConfig {job ?? "orders"} {name} {value}."
                    : $"The order is job, key, value: Set-ZkConfig orders {Key} 100. A default of all jobs names them: -Key {Key} -Value 100.");
        }
        Target = Key;
        if (ParameterSetName == KeySet)
            return [ConfigurationInput.Edit(job, Key, Value, Secret, Type)];

        if (Values.Count == 0)
        {
            throw new FlinkZkException("MissingValue", ErrorCategory.InvalidArgument, $"There is nothing to set{(job is null ? "" : $" of job '{job}'")}: the hashtable is empty.",
                $"Give keys and values: Set-ZkConfig {(job is null ? "" : job + " ")}@{{ threshold = 100 }}. Remove-ZkConfig takes values away.");
        }
        var edits = new List<ConfigurationEdit>();
        foreach (var entry in InOrder(Values))
        {
            Target = entry.Key;
            edits.Add(ConfigurationInput.Edit(job, Convert.ToString(entry.Key, CultureInfo.InvariantCulture) ?? "", entry.Value, Secret));
        }
        return edits;
    }

    // [ordered] has an order; that of a hashtable is another in every process, and history should not be.
    private static IEnumerable<DictionaryEntry> InOrder(IDictionary values) => values is Hashtable
        ? values.Cast<DictionaryEntry>().OrderBy(entry => Convert.ToString(entry.Key, CultureInfo.InvariantCulture), StringComparer.Ordinal)
        : values.Cast<DictionaryEntry>();
}
