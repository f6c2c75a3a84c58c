using System.Management.Automation;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Reads a stream's definition that Export-FlinkStream wrote. Nothing in it runs before Start-FlinkStream.</summary>
[Cmdlet(VerbsData.Import, "FlinkStream")]
[OutputType(typeof(FlinkStream))]
public sealed class ImportFlinkStreamCommand : FlinkZkCmdlet
{
    /// <summary>The file.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <inheritdoc/>
    protected override void Process()
    {
        Target = Path;
        var path = RegularFile.Check(FullPath(Path));
        if (!File.Exists(path))
            throw new FlinkZkException("InputNotFound", ErrorCategory.ObjectNotFound, $"There is no file '{path}'.", "Check the path.");
        WriteObject(StreamFile.Read(File.ReadAllText(path), path));
    }
}
