using System.Management.Automation;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Replaces the data of nodes.</summary>
[Cmdlet(VerbsCommon.Set, "ZkNode", SupportsShouldProcess = true, DefaultParameterSetName = PathSet)]
[OutputType(typeof(ZkNode))]
public sealed class SetZkNodeCommand : ZkPathCmdlet
{
    /// <summary>The new data: text, stored as UTF-8, or bytes.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    public PSObject? Value { get; set; }

    /// <summary>Changes the node only if its data are of this version.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int ExpectedVersion { get; set; } = -1;

    /// <summary>Gives the changed node.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        Target = Value;
        var data = NodeContent.ToBytes(Value);
        ForEachNode((session, path) =>
        {
            if (!ShouldProcess(path, "Set data"))
                return;
            var stat = Wait(token => session.Client.SetDataAsync(path, data, ExpectedVersion, token));
            if (PassThru)
                WriteObject(new ZkNode(path, data, stat, session));
        });
    }
}
