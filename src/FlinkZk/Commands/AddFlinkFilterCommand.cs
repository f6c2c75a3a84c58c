using System.Management.Automation;

namespace FlinkZk.Commands;

/// <summary>Adds a filter to a stream: which records go on.</summary>
[Cmdlet(VerbsCommon.Add, "FlinkFilter")]
[OutputType(typeof(FlinkStream))]
public sealed class AddFlinkFilterCommand : StreamMiddleCmdlet
{
    /// <summary>The condition; $_ is the record, $config the configuration's revision that holds for it.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNull]
    public ScriptBlock Where { get; set; } = null!;

    private protected override FlinkStream Extend(FlinkStream stream) => stream.With(new FilterStep(Where) { From = Ends(stream) }, Name);
}
