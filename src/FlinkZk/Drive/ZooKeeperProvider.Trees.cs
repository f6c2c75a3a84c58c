using System.Management.Automation;
using FlinkZk.Coordination;
using FlinkZk.Wire;

namespace FlinkZk;

public sealed partial class ZooKeeperProvider
{
    private const string MoveAction = "Move with everything below";
    private const string RenameAction = "Rename";

    /// <inheritdoc/>
    protected override void CopyItem(string path, string copyPath, bool recurse) => Do(path, source =>
    {
        if (!Names.FitsLists(ZnodePath.Name(source.Node)))
            return;
        NotInTransaction("Copy-Item");
        var to = Into(Locate(copyPath, isDestination: true), ZnodePath.Name(source.Node));
        if (!ShouldProcess(Both(source, to), recurse ? "Copy with everything below" : "Copy"))
            return;
        var options = new TreeWriteOptions { Existing = Force ? TreeExisting.Overwrite : TreeExisting.Refuse };
        Write(source, to, "Copying nodes", token => TreeCopy.CopyAsync(source.Session.Client, source.Node, recurse, to.Session.Client, to.Node, options, token));
    }, changes: true);

    /// <inheritdoc/>
    protected override void MoveItem(string path, string destination) => Do(path, source =>
    {
        if (Names.FitsLists(ZnodePath.Name(source.Node)))
            Move(source, Into(Locate(destination, isDestination: true), ZnodePath.Name(source.Node)), MoveAction);
    }, changes: true);

    /// <inheritdoc/>
    protected override void RenameItem(string path, string newName) => Do(path, source =>
    {
        if (newName.AsSpan().IndexOfAny('/', '\\') >= 0)
            throw new FlinkZkException("InvalidName", ErrorCategory.InvalidArgument, $"'{newName}' is a path, and a new name is asked for.", "Move-Item moves a node to another place.");
        Move(source, source with { Node = ZnodePath.Combine(ZnodePath.Parent(source.Node) ?? ZnodePath.Root, newName) }, RenameAction);
    }, changes: true);

    private void Move(DrivePlace source, DrivePlace to, string action)
    {
        NotInTransaction(action == RenameAction ? "Rename-Item" : "Move-Item");
        ProtectedNodes.Check(source.Session, source.Node);
        if (source.Session != to.Session)
            throw TreePaths.OtherSession();
        if (!ShouldProcess(Both(source, to), action))
            return;
        Write(source, to, "Moving nodes", token => TreeMove.MoveAsync(source.Session.Client, source.Node, to.Node, options: null, inSteps: Force, token));
    }

    /// <summary>Where a node comes: below the destination if that is there, as into a folder; else in its place.</summary>
    private DrivePlace Into(DrivePlace to, string name) => Look(to) is null ? to : to with { Node = ZnodePath.Combine(to.Node, name) };

    private void Write(DrivePlace source, DrivePlace to, string activity, Func<CancellationToken, IAsyncEnumerable<TreeChange>> changes)
    {
        var bar = new ProgressLine(WriteProgress, activity);
        var (done, failed) = (0, false);
        try
        {
            Pump(source.Session, Patient, changes, change =>
            {
                var node = change.Path is "" or ZnodePath.Root ? source.Node : ZnodePath.Combine(source.Node, change.Path.TrimStart('/'));
                if (change.Error is { } error)
                    WriteError(Record(error, source, node));
                else if (change.Action == TreeAction.Skipped)
                    WriteWarning($"'{PromptPath(node, source.Root)}' is left out: {change.Reason}");
                failed |= change.Error is not null;
                bar.Show($"{++done:N0} nodes, last {node}");
            });
        }
        finally
        {
            bar.End();
            StatCache.Of(source.Session).Clear();
            StatCache.Of(to.Session).Clear();
        }
        if (!failed)
            WriteNode(Waiting.Run(to.Session, token => NodeReader.ReadAsync(to.Session, to.Node, token)), to.Root);
    }

    private string Both(DrivePlace source, DrivePlace to) => $"Item: {PromptPath(source.Node, source.Root)} Destination: {PromptPath(to.Node, to.Root)}";
}
