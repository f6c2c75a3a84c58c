using System.Globalization;
using System.Management.Automation;
using FlinkZk.Cmdlets;
using FlinkZk.Coordination;

namespace FlinkZk.Commands;

/// <summary>Makes the nodes of a file of Export-ZkNode again. The whole file is checked before anything is written.</summary>
[Cmdlet(VerbsData.Import, "ZkNode", SupportsShouldProcess = true)]
[OutputType(typeof(ZkNodeImport), typeof(ZkNodeChange))]
public sealed class ImportZkNodeCommand : ZkSessionCmdlet
{
    private const string Activity = "Importing nodes";

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
        var session = ActiveSession;
        Target = Acl;
        var options = new TreeWriteOptions
        {
            Existing = Force ? TreeExisting.Overwrite : Resume ? TreeExisting.KeepEqual : TreeExisting.Refuse,
            Acl = AclParameter.Parse(Acl),
            CreateParents = Parents,
        };
        foreach (var file in FilePath)
            ForTarget(file, () => Import(session, GetUnresolvedProviderPathFromPSPath(file), options));
    }

    private void Import(ZkSession session, string file, TreeWriteOptions options)
    {
        if (Check(file) is not { } summary)
            return;
        var to = Path ?? summary.Header!.Root;
        var isAsked = TreeQuestion.Ask(this, to, string.Create(CultureInfo.InvariantCulture, $"Import {summary.Nodes:N0} nodes of '{file}'"), out var isWhatIf);
        if (!isAsked && !isWhatIf)
            return;
        var report = new ChangeReport(this, session, "/", Activity) { PassThru = PassThru, IsDryRun = isWhatIf };
        try
        {
            Pump(token => TreeImport.ImportAsync(session.Client, file, to, options with { DryRun = isWhatIf }, token), report.Add);
            report.WarnOfSkipped();
        }
        finally
        {
            report.End();
        }
        if (!PassThru)
        {
            WriteObject(new ZkNodeImport(to, file, session, isWhatIf)
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
