using System.Collections;
using System.Globalization;
using System.Management.Automation;
using FlinkZk.Cmdlets;
using FlinkZk.Coordination;

namespace FlinkZk.Commands;

/// <summary>Changes configuration values: all of one call as one revision, with its history entry, or not at all.</summary>
[Cmdlet(VerbsCommon.Set, "ZkConfig", SupportsShouldProcess = true, DefaultParameterSetName = ValuesSet)]
[OutputType(typeof(ConfigurationRevision))]
public sealed class SetZkConfigCommand : ZkSessionCmdlet
{
    private const string ValuesSet = "Values";
    private const string KeySet = "Key";

    /// <summary>Keys and values.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = ValuesSet)]
    [ValidateNotNullOrEmpty]
    public IDictionary Values { get; set; } = new Hashtable();

    /// <summary>One key.</summary>
    [Parameter(Mandatory = true, ParameterSetName = KeySet, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ConfigKeyCompleter))]
    [ValidateNotNullOrEmpty]
    public string Key { get; set; } = "";

    /// <summary>Its value: text, a number, a Boolean, a time, a duration, an array, a hashtable or null.</summary>
    [Parameter(Mandatory = true, ParameterSetName = KeySet, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    public object? Value { get; set; }

    /// <summary>The job; without it the values are defaults, which hold for every job that has none of its own.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(JobNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Job { get; set; }

    /// <summary>Changes only if the configuration is still at this revision.</summary>
    [Parameter]
    [ValidateRange(0, long.MaxValue)]
    public long? ExpectedRevision { get; set; }

    /// <summary>Why, for the history.</summary>
    [Parameter]
    public string? Reason { get; set; }

    /// <summary>Views show the values as ***, and history keeps only that they changed.</summary>
    [Parameter]
    public SwitchParameter Secret { get; set; }

    /// <summary>Gives the revision.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        var edits = ReadEdits();
        Target = Job ?? "defaults";
        if (!ShouldProcess($"{Job ?? "defaults"}: {string.Join(", ", edits.Select(edit => edit.Key))}", "Set configuration"))
            return;
        var session = ActiveSession;
        var revision = Wait(token => session.ChangeConfigurationAsync(edits, ExpectedRevision, Reason, token));
        WriteVerbose(string.Create(CultureInfo.InvariantCulture, $"The configuration is at revision {revision.Revision}."));
        if (PassThru)
            WriteObject(revision);
    }

    private List<ConfigurationEdit> ReadEdits()
    {
        Target = Key;
        if (ParameterSetName == KeySet)
            return [ConfigurationInput.Edit(Job, Key, Value, Secret)];

        var edits = new List<ConfigurationEdit>();
        foreach (DictionaryEntry entry in Values)
        {
            Target = entry.Key;
            edits.Add(ConfigurationInput.Edit(Job, Convert.ToString(entry.Key, CultureInfo.InvariantCulture) ?? "", entry.Value, Secret));
        }
        return edits;
    }
}
