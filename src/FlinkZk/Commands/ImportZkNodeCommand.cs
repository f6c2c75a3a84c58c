using System.Globalization;
using System.Management.Automation;
using FlinkZk.Cmdlets;
using FlinkZk.Coordination;

namespace FlinkZk.Commands;

/// <summary>Makes the nodes of a file of Export-ZkNode again. The whole file is checked before anything is written.</summary>
[Cmdlet(VerbsData.Import, "ZkNode", SupportsShouldProcess = true)]
[OutputType(typeof(ZkNodeImport), typeof(ZkNodeChange))]
public sealed class ImportZkNodeCommand : ZkNodeCmdlet
{
    private readonly UsedPlaces _used = new();

    /// <summary>The files.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName")]
    [ValidateNotNullOrEmpty]
    public string[] FilePath { get; set; } = [];

    /// <summary>The node that the file's top becomes; without it the one that was exported.</summary>
    [Parameter(Position = 1)]
    [ArgumentCompleter(typeof(LiteralNodePathCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>Goes on with an import that was interrupted: nodes that exist and are equal stay, those that differ are errors.</summary>
    [Parameter]
    public SwitchParameter Resume { get; set; }

    /// <summary>Overwrites nodes that exist with data and access control list of the file; what the file does not have stays.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Creates missing parents as persistent nodes.</summary>
    [Parameter]
    public SwitchParameter Parents { get; set; }

    /// <summary>The access control list of every node: world:anyone:r,auth::cdrwa, or what Get-ZkAcl gave. Without it each gets the file's.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(AclCompleter))]
    public object[]? Acl { get; set; }

    /// <summary>Gives an object for each node instead of one for the whole.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        Target = Acl;
        var options = new TreeWriteOptions
        {
            Existing = Force ? TreeExisting.Overwrite : Resume ? TreeExisting.KeepEqual : TreeExisting.Refuse,
            Acl = AclParameter.Parse(Acl),
            CreateParents = Parents,
        };
        foreach (var file in FilePath)
            ForTarget(file, () => Import(RegularFile.Check(FullPath(file)), options));
    }

    private void Import(string file, TreeWriteOptions options)
    {
        if (Check(file) is not { } summary)
            return;
        var (session, to) = Path is null ? (ActiveSession, summary.Header!.Root) : Locate(Path);
        _used.Refuse(session, to, file);
        var report = new TreeRun(this, session, "/", "Importing nodes") { PassThru = PassThru, HasFigures = true }.Carry(
            to, string.Create(CultureInfo.InvariantCulture, $"Import {summary.Nodes:N0} nodes of '{file}'"),
            (isDry, token) => TreeImport.ImportAsync(session.Client, file, to, options with { DryRun = isDry }, token));
        _used.Add(session, to);
        if (report is not null && !PassThru)
        {
            WriteObject(new ZkNodeImport(to, file, session, report.IsDryRun)
            {
                Created = report[TreeAction.Created],
                Overwritten = report[TreeAction.Overwritten],
                Unchanged = report[TreeAction.Unchanged],
                Skipped = report[TreeAction.Skipped],
                Failed = report[TreeAction.Failed],
                IsAtomic = report.IsAtomic,
            });
        }
    }

    /// <summary>Reads the file once before anything is written; every line that cannot be used is an error.</summary>
    private TreeFileSummary? Check(string file)
    {
        var progress = new TreeProgress();
        var work = Task.Run(() => TreeFile.CheckAsync(file, progress, StopToken));
        var summary = WatchProgress(work, "Checking the file", () => string.Create(CultureInfo.InvariantCulture, $"{progress.Count:N0} nodes"));
        foreach (var problem in summary.Problems)
            WriteError(problem, file);
        if (summary.Problems.Count > 0)
            return null;
        if (summary.Unreadable > 0)
            WriteWarning(string.Create(CultureInfo.InvariantCulture, $"'{file}' lacks {summary.Unreadable:N0} nodes, with what lies below them: they could not be read when it was made."));
        return summary;
    }
}
