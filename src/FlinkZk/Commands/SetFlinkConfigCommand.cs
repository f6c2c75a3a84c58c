using System.Collections;
using System.Collections.Specialized;
using System.Management.Automation;
using FlinkZk.Clusters.Configuration;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Changes keys in a file of Flink's configuration; comments, order and blank lines stay.</summary>
[Cmdlet(VerbsCommon.Set, "FlinkConfig", SupportsShouldProcess = true, DefaultParameterSetName = KeySet)]
[OutputType(typeof(FlinkConfigValue))]
public sealed class SetFlinkConfigCommand : FlinkZkCmdlet
{
    private const string KeySet = "Key";
    private const string ConfigurationSet = "Configuration";

    private readonly OrderedDictionary _changes = new(StringComparer.Ordinal);
    private ConfigurationFile? _before;
    private ConfigurationFile? _after;

    /// <summary>The file, made if it is missing, or the folder with config.yaml or flink-conf.yaml in it.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>The key.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true, ParameterSetName = KeySet)]
    [ArgumentCompleter(typeof(FlinkKeyCompleter))]
    [ValidateNotNullOrEmpty]
    public string Key { get; set; } = "";

    /// <summary>Its value; $null removes the key. Several values are a list of Flink's, a hashtable keys below the key.</summary>
    [Parameter(Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true, ParameterSetName = KeySet)]
    [AllowNull]
    [AllowEmptyString]
    public object? Value { get; set; }

    /// <summary>Several keys with their values; $null removes a key. Hashtables within are keys below theirs, as config.yaml nests them.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = ConfigurationSet)]
    [ValidateNotNull]
    public IDictionary Configuration { get; set; } = new Hashtable();

    /// <summary>Writes also values that Flink cannot read.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Gives what was changed.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void Begin()
    {
        Target = Path;
        _before = _after = ConfigurationSource.ReadOrNew(this, FullPath(Path));
    }

    /// <inheritdoc/>
    protected override void Process()
    {
        if (ParameterSetName == KeySet)
        {
            foreach (var (key, value) in FlinkSettings.Entries(Key, Value))
                ForTarget(key, () => Change(key, value));
            return;
        }
        foreach (var (key, value) in FlinkSettings.Entries(Configuration))
            ForTarget(key, () => Change(key, value));
    }

    /// <inheritdoc/>
    protected override void End()
    {
        Target = _before!.Path;
        if (_after!.Text == _before.Text || !ShouldProcess(_before.Path, $"Change {string.Join(", ", Changed)}"))
            return;
        var written = ConfigurationSource.Update(this, _before.Path, file => file.Text == _before.Text ? _after : Changed.Aggregate(file, (changed, key) => With(changed, key, (string?)_changes[key])));
        if (!PassThru)
            return;
        foreach (var entry in written.Entries.Where(entry => _changes.Contains(entry.Key)))
            WriteObject(new FlinkConfigValue(entry, written.Path));
    }

    private IEnumerable<string> Changed => _changes.Keys.Cast<string>();

    private void Change(string key, object? given)
    {
        var value = FlinkSettings.Text(key, given);
        if (value is not null)
            Check(new(key, value, 0));
        _after = With(_after!, key, value);
        _changes[key] = value;
    }

    private static ConfigurationFile With(ConfigurationFile file, string key, string? value)
    {
        try
        {
            return value is null ? file.Remove(key) : file.Set(key, value);
        }
        catch (NotSupportedException e)
        {
            throw new FlinkZkException("FlinkConfigValueRefused", ErrorCategory.InvalidArgument, $"{key}: {e.Message}", "Nothing was written of it. Change the file by hand, or give another value.", e);
        }
    }

    private void Check(ConfigurationEntry entry)
    {
        foreach (var finding in ConfigurationRules.Judge([entry]).Where(finding => finding.Key == entry.Key && finding.Kind <= ConfigurationFindingKind.UnitMissing))
        {
            if (finding.Kind is ConfigurationFindingKind.InvalidValue or ConfigurationFindingKind.IneffectiveKey && !Force)
                throw new FlinkZkException("FlinkConfigValueRefused", ErrorCategory.InvalidArgument, $"{finding.Key}: {finding.Evidence}", $"{finding.Repair} -Force writes it all the same.");
            if (finding.Severity >= Clusters.Health.HaSeverity.Warning)
                WriteWarning($"{finding.Key}: {finding.Evidence} {finding.Repair}");
        }
    }
}
