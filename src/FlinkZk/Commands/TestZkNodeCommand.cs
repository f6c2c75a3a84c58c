using System.Management.Automation;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Says whether nodes exist.</summary>
[Cmdlet(VerbsDiagnostic.Test, "ZkNode")]
[OutputType(typeof(bool))]
public sealed class TestZkNodeCommand : ZkSessionCmdlet
{
    /// <summary>The paths.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(NodePathCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <inheritdoc/>
    protected override void Process()
    {
        var client = ActiveSession.Client;
        foreach (var path in Path)
            ForTarget(path, () => WriteObject(Wait(token => client.ExistsAsync(path, token)) is not null));
    }
}
