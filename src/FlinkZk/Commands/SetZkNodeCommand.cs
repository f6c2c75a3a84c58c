using System.Management.Automation;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Replaces the data of nodes.</summary>
[Cmdlet(VerbsCommon.Set, "ZkNode", SupportsShouldProcess = true)]
[OutputType(typeof(ZkNode))]
public sealed class SetZkNodeCommand : ZkSessionCmdlet
{
    /// <summary>The paths.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(NodePathCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>The new data: text, stored as UTF-8, or bytes.</summary>
    [Parameter(Mandatory = true, Position = 1)]
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
        var session = ActiveSession;
        Target = Value;
        var data = NodeContent.ToBytes(Value);
        foreach (var path in Path)
        {
            ForTarget(path, () =>
            {
                if (!ShouldProcess(path, "Set data"))
                    return;
                var stat = Wait(token => session.Client.SetDataAsync(path, data, ExpectedVersion, token));
                if (PassThru)
                    WriteObject(new ZkNode(path, data, stat, session));
            });
        }
    }
}
