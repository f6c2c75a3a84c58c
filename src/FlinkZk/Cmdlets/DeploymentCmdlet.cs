using System.Management.Automation;
using FlinkZk.Clusters.Layout;

namespace FlinkZk.Cmdlets;

/// <summary>A cmdlet that writes the files that hosts need, a folder a host.</summary>
public abstract class DeploymentCmdlet : FlinkZkCmdlet
{
    /// <summary>The folder to write into, made if need be: a folder for each host in it.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Overwrites files that are there with other lines; -WhatIf shows which lines.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Has processes listen at their host's own name alone: for a machine with several addresses, of which not all are meant. Without it they listen at all.</summary>
    [Parameter]
    public SwitchParameter BindToHost { get; set; }

    /// <inheritdoc/>
    protected sealed override void Process()
    {
        var folder = FullPath(Path);
        Target = Path;
        foreach (var file in Plan())
            ForTarget(file.In(folder), () => Write(file, file.In(folder)));
    }

    /// <summary>The files.</summary>
    private protected abstract IReadOnlyList<PlannedFile> Plan();

    /// <summary>The user of a credential; null for none.</summary>
    private protected static LayoutUser? User(PSCredential? credential) => credential is null ? null : new(credential.UserName, credential.GetNetworkCredential().Password);

    private void Write(PlannedFile file, string path)
    {
        var before = File.Exists(path) ? File.ReadAllText(path) : null;
        IReadOnlyList<string> difference = before is null ? [] : FileDifference.Of(before, file.Text);
        var state = before is null ? DeploymentFileState.New : difference.Count == 0 ? DeploymentFileState.Same : DeploymentFileState.Changed;
        // What was there may be a password as well.
        if (file.IsSecret && difference.Count > 0)
            difference = ["(its lines are not shown: it holds a password)"];
        if (state != DeploymentFileState.Same)
        {
            if (!ShouldProcess(path, state == DeploymentFileState.New ? "Write a new file" : $"Change: {string.Join("; ", difference)}"))
                return;
            if (state == DeploymentFileState.Changed && !Force)
                throw new FlinkZkException("DeploymentFileDiffers", ErrorCategory.ResourceExists, $"'{path}' is there with other lines: {string.Join("; ", difference)}", "-Force overwrites it.");
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            if (file.IsSecret)
                SecretFile.Write(path, file.Text);
            else
                File.WriteAllText(path, file.Text);
        }
        WriteObject(new DeploymentFile(file.Host.Length == 0 ? null : file.Host, path, state, difference));
    }
}
