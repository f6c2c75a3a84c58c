using System.Management.Automation;

namespace FlinkZk.Commands;

/// <summary>Adds a step to a stream that makes other records of records: by properties, as Select-Object does, or by a block, as ForEach-Object does.</summary>
[Cmdlet(VerbsCommon.Add, "FlinkMap", DefaultParameterSetName = ScriptSet)]
[OutputType(typeof(FlinkStream))]
public sealed class AddFlinkMapCommand : StreamMiddleCmdlet
{
    private const string ScriptSet = "Script";
    private const string PropertySet = "Property";

    /// <summary>The block: each object that it puts out is a record, with the time of the one that came in; $_ is that record, $config the configuration.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ScriptSet)]
    [ValidateNotNull]
    public ScriptBlock Script { get; set; } = null!;

    /// <summary>What records keep or get: names, * for all, or hashtables like @{ Eur = { $_.Price * 0.9 }; Place = 'Region' }.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PropertySet)]
    [ValidateNotNullOrEmpty]
    public object[] Property { get; set; } = [];

    private protected override FlinkStream Extend(FlinkStream stream) => stream.With(
        ParameterSetName == PropertySet ? new SelectStep(SelectParameter.Parse(Property)) { From = Ends(stream) } : new MapStep(Script) { From = Ends(stream) }, Name);
}
