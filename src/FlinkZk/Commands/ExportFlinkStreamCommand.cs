using System.Management.Automation;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Writes a stream's definition into a file of JSON, which Import-FlinkStream reads.</summary>
[Cmdlet(VerbsData.Export, "FlinkStream", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportFlinkStreamCommand : FlinkZkCmdlet
{
    /// <summary>The stream.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    public FlinkStream Stream { get; set; } = null!;

    /// <summary>The file to make.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Replaces a file that exists.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        Target = Stream;
        var path = FullPath(Path);
        if (!ShouldProcess(path, $"Write the stream '{Stream.Name}'"))
            return;
        if (File.Exists(path) && !Force)
            throw new FlinkZkException("FileExists", ErrorCategory.ResourceExists, $"'{path}' exists.", "Give another name, or -Force to replace it.");
        // Whole or not at all.
        var target = RegularFile.ToReplace(this, path);
        var draft = target + ".tmp";
        File.WriteAllText(draft, StreamFile.Print(Stream));
        File.Move(draft, target, overwrite: true);
        WriteObject(new FileInfo(path));
    }
}
