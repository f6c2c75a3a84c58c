using System.Management.Automation;
using System.Management.Automation.Provider;
using FlinkZk.Client;
using FlinkZk.Wire;

namespace FlinkZk;

/// <summary>
/// ZooKeeper as a drive: <c>cd zk:/app; ls -Recurse; cat limits/max</c>. Every node is a container. Connect-Zk makes the drive <c>zk:</c>, which follows the
/// runspace's default session; New-PSDrive makes drives with sessions of their own.
/// </summary>
[CmdletProvider("ZooKeeper", ProviderCapabilities.ShouldProcess | ProviderCapabilities.Filter | ProviderCapabilities.Credentials)]
[OutputType(typeof(ZkNode), ProviderCmdlet = ProviderCmdlet.GetItem)]
[OutputType(typeof(ZkNode), ProviderCmdlet = ProviderCmdlet.GetChildItem)]
[OutputType(typeof(ZkNode), ProviderCmdlet = ProviderCmdlet.NewItem)]
public sealed partial class ZooKeeperProvider : NavigationCmdletProvider, IContentCmdletProvider
{
    private ProviderWait Waiting => new(IsStopping, ProviderWait.Deadline);

    private ProviderWait Patient => new(IsStopping, deadline: null);

    private NameFilter Names => new(Filter, Include, Exclude);

    private int ExpectedVersion => (DynamicParameters as VersionParameters)?.ExpectedVersion ?? -1;

    /// <summary>
    /// Whether Ctrl+C was pressed. PowerShell does not tell a provider while it looks for the parameters of a command: there only a statement ends that is begun.
    /// </summary>
    private bool IsStopping()
    {
        if (Stopping)
            return true;
        try
        {
            SessionState.InvokeCommand.NewScriptBlock("$null").Invoke();
            return false;
        }
        catch (PipelineStoppedException)
        {
            return true;
        }
    }

    /// <summary>What a path stands for.</summary>
    /// <exception cref="FlinkZkException">There is no session behind it.</exception>
    private DrivePlace Locate(string path, bool isDestination = false)
    {
        // PSDriveInfo is missing where a path names the provider, and of a copy it is one drive for two paths.
        var drive = PSDriveInfo is ZkDriveInfo { OwnsSession: true } own && DrivePath.IsBelow(path, own.Root) ? own : Own(path);
        if (drive is null && (isDestination || PSDriveInfo is not ZkDriveInfo { OwnsSession: false }) && DrivePath.NamesServer(path))
            throw NoDrive(path);
        var session = (drive is null ? RunspaceSessions.Current.Default : drive.Session) ?? throw SessionNotFound.NotConnected();
        var root = drive?.Root ?? DrivePath.Root;
        return new(path, session, DrivePath.ToNode(path, root), root);
    }

    private static ZkDriveInfo? Own(string path) => RunspaceDrives.Current.List.Where(drive => DrivePath.IsBelow(path, drive.Root)).MaxBy(static drive => drive.Root.Length);

    // Never the default session: it is another server's.
    private static FlinkZkException NoDrive(string path) => new("NotConnected", ErrorCategory.ConnectionError, $"There is no drive for '{path}' any more: it names a server.",
        "New-PSDrive makes one; one of a function or a block goes with it. A node of this name below the default session is zk:/, and then the name.");

    /// <summary>The Stat, as it was a moment ago at most; null where there is no node.</summary>
    private Stat? Look(DrivePlace place)
    {
        var cache = StatCache.Of(place.Session);
        if (cache.TryGet(place.Session, place.Node, out var known))
            return known;
        Stat? stat;
        try
        {
            stat = Waiting.Run(place.Session, token => place.Session.Client.ExistsAsync(place.Node, token));
        }
        catch (FlinkZkException e) when (e.ErrorId == ProviderWait.TooSlowId)
        {
            cache.PutSilence(e);
            throw;
        }
        catch (ZkException e) when (e.Code == ErrorCode.NoAuth)
        {
            // Since 3.9.2 exists needs the right to read: a refusal means that there is a node.
            stat = new Stat { NumChildren = 1 };
        }
        cache.Put(place.Session, place.Node, stat);
        return stat;
    }

    /// <summary>Does something that is asked of one item; an error is that item's, and the next one follows.</summary>
    /// <param name="path">The item's path.</param>
    /// <param name="body">What is done.</param>
    /// <param name="changes">Whether it was to change the item: without that, a transaction would be a half.</param>
    private void Do(string path, Action<DrivePlace> body, bool changes = false)
    {
        try
        {
            body(Locate(path));
        }
        catch (CompletionStalledException)
        {
            // Tab shows no errors.
        }
        catch (Exception e) when (IsItems(e))
        {
            var record = Record(e, path);
            if (changes)
                NodeTransaction.Current?.Fail(record);
            WriteError(record);
        }
    }

    /// <summary>Changes something if the user agrees; what was remembered is forgotten.</summary>
    private void Change(string path, string action, Action<DrivePlace> body) => Do(path, place =>
    {
        if (!ShouldProcess(Shown(path), action))
            return;
        try
        {
            body(place);
        }
        finally
        {
            StatCache.Of(place.Session).Clear();
        }
    }, changes: true);

    /// <summary>Takes a change into the transaction in whose block it is asked for; false where there is none, and it is done now.</summary>
    private static bool Plan(DrivePlace place, NodeChangeKind kind, ZkOperation operation, byte[]? data = null) =>
        NodeTransaction.TryPlan(place.Session, new(kind, place.Node, operation, data));

    private static void NotInTransaction(string command)
    {
        if (NodeTransaction.Current is not null)
            throw NodeTransaction.Refuse(command);
    }

    /// <summary>Takes a sequence as it comes. When Ctrl+C or the pipeline ends it, its work ends too, by itself: nobody waits for that.</summary>
    private static void Pump<T>(ZkSession session, ProviderWait waiting, Func<CancellationToken, IAsyncEnumerable<T>> source, Action<T> write)
    {
        var cancel = new CancellationTokenSource();
        var items = source(cancel.Token).GetAsyncEnumerator(cancel.Token);
        var next = Task.FromResult(true);
        try
        {
            while (waiting.Run(session, token => new ValueTask<bool>((next = items.MoveNextAsync().AsTask()).WaitAsync(token))))
                write(items.Current);
        }
        finally
        {
            cancel.Cancel();
            _ = EndAsync();
        }

        async Task EndAsync()
        {
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await items.DisposeAsync().ConfigureAwait(false);
            cancel.Dispose();
        }
    }

    /// <summary>Gives a node with the notes that PowerShell adds, and with a path that works everywhere.</summary>
    private void WriteNode(ZkNode node, string root)
    {
        if (!CanName(node.Path))
            return;
        var item = new PSObject(node);
        // Remove-Item and its like bind Path before PSPath: the node's own path would mean the file system there.
        node.DrivePath = WildcardPattern.Escape(PromptPath(node.Path, root));
        item.Properties.Add(new PSNoteProperty(nameof(ZkNode.Path), node.DrivePath));
        WriteItemObject(item, DrivePath.FromNode(node.Path, root), isContainer: true);
    }

    /// <summary>Whether a path of the drive can name the node. Where it cannot there is an error for this node, and never an item whose path would name another one.</summary>
    private bool CanName(string node)
    {
        if (!node.Contains('\\', StringComparison.Ordinal))
            return true;
        WriteError(DriveErrors.ToErrorRecord(
            new FlinkZkException("NameNotOnDrive", ErrorCategory.InvalidData, $"The drive cannot name '{node}': to PowerShell a backslash separates, as a slash does.",
                $"Get-ZkNode -LiteralPath '{node}' and the other node cmdlets can."), node));
        return false;
    }

    private ErrorRecord Record(Exception exception, string path) => DriveErrors.ToErrorRecord(exception, Shown(path), PSDriveInfo as ZkDriveInfo ?? Own(path));

    private ErrorRecord Record(Exception exception, DrivePlace place, string node) => DriveErrors.ToErrorRecord(exception, PromptPath(node, place.Root), PSDriveInfo as ZkDriveInfo ?? Own(place.Path));

    /// <summary>A path as the user knows it, with the drive in front.</summary>
    private string Shown(string path)
    {
        // Of what a wildcard has found PowerShell does not say the drive.
        var drive = PSDriveInfo as ZkDriveInfo ?? Own(path) ?? ProviderInfo.Drives.OfType<ZkDriveInfo>().FirstOrDefault(drive => !drive.OwnsSession && !DrivePath.NamesServer(path));
        return drive is null ? path : PromptPath(DrivePath.ToNode(path, drive.Root), drive);
    }

    private string PromptPath(string node, string root) => PSDriveInfo is ZkDriveInfo drive && drive.Root == root ? PromptPath(node, drive) : $"{ProviderInfo}::{DrivePath.FromNode(node, root)}";

    private static string PromptPath(string node, ZkDriveInfo drive) => $"{drive.Name}:{Path.DirectorySeparatorChar}{DrivePath.FromNode(node, DrivePath.Root)}";

    // Names of nodes stand in every text that goes to the terminal.
    private new void WriteWarning(string text) => base.WriteWarning(PlainText.Line(text));

    private new bool ShouldProcess(string target, string action) => base.ShouldProcess(PlainText.Line(target), PlainText.Line(action));

    // Errors of a neighbour in the pipeline pass through here too: they bring their record along.
    private static bool IsItems(Exception e) => e is not (PipelineStoppedException or FlowControlException or IContainsErrorRecord);
}
