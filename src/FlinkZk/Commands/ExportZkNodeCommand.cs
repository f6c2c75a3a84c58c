using System.Globalization;
using System.Management.Automation;
using FlinkZk.Cmdlets;
using FlinkZk.Coordination;
using FlinkZk.Wire;

namespace FlinkZk.Commands;

/// <summary>Writes a node with everything below into a file: data, access control lists and what the server knows about each node.</summary>
[Cmdlet(VerbsData.Export, "ZkNode", SupportsShouldProcess = true, DefaultParameterSetName = PathSet)]
[OutputType(typeof(ZkNodeExport))]
public sealed class ExportZkNodeCommand : ZkPathCmdlet
{
    private const string Extension = ".jsonl";
    private readonly HashSet<string> _written = new(StringComparer.Ordinal);

    /// <summary>The file to make. In a folder that exists it is named after the node: app.jsonl.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string FilePath { get; set; } = "";

    /// <summary>Replaces a file that exists, once the new one is complete.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void Process() => ForEachNode(Export);

    private void Export(ZkSession session, string path)
    {
        var file = FullPath(FilePath);
        if (Directory.Exists(file))
            file = System.IO.Path.Combine(file, FileName(path));
        var target = RegularFile.ToReplace(this, file);
        if (!ShouldProcess(path, $"Export with everything below to '{file}'"))
            return;
        // -Force means files of before, not the one that the node before has just filled.
        if (_written.Contains(target))
            throw new FlinkZkException("FileExists", ErrorCategory.ResourceExists, $"'{file}' holds another node of the same call.", "Give a folder that exists: then each node has a file of its own.");

        var progress = new TreeProgress();
        var work = Task.Run(() => TreeExport.ExportAsync(session.Client, path, target, Force, progress, StopToken));
        var result = WatchProgress(work, "Exporting nodes", () => string.Create(CultureInfo.InvariantCulture, $"{progress.Count:N0} nodes, last {progress.Last}"));
        _written.Add(target);
        foreach (var failure in result.Failures)
            WriteError(failure.Error!, TreePaths.Below(path, failure.Path));
        if (result.MaskedAcls > 0)
        {
            WriteWarning(string.Create(CultureInfo.InvariantCulture,
                $"The access control lists of {result.MaskedAcls:N0} nodes are in the file without the hashes that the server holds back: import them with -Acl, or export in a session that may administer them."));
        }
        WriteObject(new ZkNodeExport(path, file, result));
    }

    private static string FileName(string path)
    {
        var name = ZnodePath.Name(path);
        foreach (var invalid in System.IO.Path.GetInvalidFileNameChars())
            name = name.Replace(invalid, '_');
        return (name.Length == 0 ? "root" : name) + Extension;
    }
}
