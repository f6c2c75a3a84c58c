using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Begins the definition of a stream, to which Add-FlinkSource and others add steps, and which Start-FlinkStream runs.</summary>
[Cmdlet(VerbsCommon.New, "FlinkStream")]
[OutputType(typeof(FlinkStream))]
[SuppressMessage("PowerShell", "PSUseShouldProcess", Justification = "A definition is an object and changes nothing.")]
public sealed class NewFlinkStreamCommand : FlinkZkCmdlet
{
    /// <summary>The stream's name.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    /// <inheritdoc/>
    protected override void Process()
    {
        Target = Name;
        WriteObject(FlinkStream.Create(Name));
    }
}
