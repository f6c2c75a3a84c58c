using System.Management.Automation;
using FlinkZk.Client;
using FlinkZk.Coordination;
using FlinkZk.Wire;

namespace FlinkZk;

public sealed partial class ZooKeeperProvider
{
    /// <inheritdoc/>
    /// <remarks>
    /// PowerShell asks this before nearly every command and says of a no that there is no such path. What cannot be found out is therefore a yes: the command
    /// goes on and tells the reason, once. Test-Path goes on to nothing, so it is told here.
    /// </remarks>
    protected override bool ItemExists(string path)
    {
        try
        {
            // Set-Content makes what is missing: it needs no answer.
            return DynamicParameters is ContentWriteParameters || Look(Locate(path)) is not null;
        }
        catch (Exception e) when (IsItems(e))
        {
            if (DynamicParameters is not TestPathParameters)
                return true;
            WriteError(Record(e, path));
            return false;
        }
    }

    /// <inheritdoc/>
    protected override object ItemExistsDynamicParameters(string path) => new TestPathParameters();

    /// <inheritdoc/>
    /// <remarks>Every node is one. Where that cannot be found out, a listing says so when it goes on, and Test-Path has said it. Set-Location goes on to nothing: it is told here.</remarks>
    protected override bool IsItemContainer(string path)
    {
        try
        {
            return Look(Locate(path)) is not null;
        }
        catch (Exception e) when (IsItems(e))
        {
            if (DynamicParameters is ListParameters or TestPathParameters)
                return true;
            throw new DriveException(Record(e, path));
        }
    }

    /// <inheritdoc/>
    protected override void GetItem(string path) => Do(path, place =>
    {
        if (Names.FitsLists(ZnodePath.Name(place.Node)))
            WriteNode(Waiting.Run(place.Session, token => NodeReader.ReadAsync(place.Session, place.Node, token)), place.Root);
    });

    /// <inheritdoc/>
    protected override void SetItem(string path, object value) => Change(path, "Set data", place => Set(place, NodeContent.ToBytes(AsValue(value))));

    /// <inheritdoc/>
    protected override object SetItemDynamicParameters(string path, object value) => new VersionParameters();

    /// <inheritdoc/>
    protected override void ClearItem(string path) => Change(path, "Clear data", place => Set(place, null));

    /// <inheritdoc/>
    protected override object ClearItemDynamicParameters(string path) => new VersionParameters();

    /// <inheritdoc/>
    protected override void NewItem(string path, string itemTypeName, object newItemValue) => Do(path, _ =>
    {
        var parameters = DynamicParameters as NewNodeParameters ?? new NewNodeParameters();
        var kind = NewNodeKind.Parse(itemTypeName, parameters.TimeToLive);
        var data = NodeContent.ToBytes(AsValue(newItemValue));
        var acl = AclParameter.Parse(parameters.Acl);
        Change(path, $"Create {kind.Mode} node", place => Create(place, kind, data, acl));
    }, changes: true);

    /// <inheritdoc/>
    protected override object NewItemDynamicParameters(string path, string itemTypeName, object newItemValue) => new NewNodeParameters();

    /// <inheritdoc/>
    protected override void RemoveItem(string path, bool recurse) => Do(path, asked =>
    {
        if (!Names.FitsLists(ZnodePath.Name(asked.Node)))
            return;
        ProtectedNodes.Check(asked.Session, asked.Node);
        if (recurse)
            NotInTransaction("Remove-Item -Recurse");
        Change(path, recurse ? "Delete with everything below" : "Delete", place =>
        {
            if (recurse)
                DeleteTree(place);
            else if (!Plan(place, NodeChangeKind.Remove, ZkOperation.Delete(place.Node, ExpectedVersion)))
                Waiting.Run(place.Session, token => place.Session.Client.DeleteAsync(place.Node, ExpectedVersion, token));
        });
    }, changes: true);

    /// <inheritdoc/>
    protected override object? RemoveItemDynamicParameters(string path, bool recurse) => recurse ? null : new VersionParameters();

    private void Set(DrivePlace place, byte[]? data)
    {
        if (Plan(place, NodeChangeKind.Set, ZkOperation.SetData(place.Node, data, ExpectedVersion), data))
            return;
        var stat = Waiting.Run(place.Session, token => place.Session.Client.SetDataAsync(place.Node, data, ExpectedVersion, token));
        WriteNode(new ZkNode(place.Node, data, stat, place.Session), place.Root);
    }

    private void Create(DrivePlace place, NewNodeKind kind, byte[]? data, IReadOnlyList<Acl>? acl)
    {
        if (NodeTransaction.Current is not null)
        {
            PlanCreate(place, kind, data, acl);
            return;
        }
        if (Force && !kind.Mode.IsSequential() && Look(place) is not null)
        {
            // As for a folder: -Force without -Value is content with what is there, and never empties it.
            if (data is null)
                WriteNode(Waiting.Run(place.Session, token => NodeReader.ReadAsync(place.Session, place.Node, token)), place.Root);
            else
                Set(place, data);
            return;
        }
        var parents = Force || kind.WithParents;
        WriteNode(Waiting.Run(place.Session, token => NodeWriter.CreateAsync(place.Session, place.Node, data, kind.Mode, acl, kind.TimeToLive, parents, token)), place.Root);
    }

    private void PlanCreate(DrivePlace place, NewNodeKind kind, byte[]? data, IReadOnlyList<Acl>? acl)
    {
        if (Force || kind.WithParents)
            throw NodeTransaction.Refuse("New-Item with -Force or -ItemType Directory", "Make the parents before it, or with a New-Item each within it.");
        ZnodePath.Validate(place.Node, kind.Mode.IsSequential());
        Plan(place, NodeChangeKind.Create, ZkOperation.Create(place.Node, data, kind.Mode, acl ?? NodeTree.DefaultAcl(place.Session.Client), kind.TimeToLive), data);
    }

    private void DeleteTree(DrivePlace place)
    {
        using var remover = new NodeRemover(place.Session);
        var bar = new ProgressLine(WriteProgress, "Deleting nodes");
        try
        {
            Patient.Run(place.Session, token => new ValueTask<bool>(remover.DeleteAsync(place.Node, token)), () => bar.Show($"{remover.Progress.Count:N0} deleted, last {remover.Progress.Last}"));
            foreach (var failure in remover.Failures)
                WriteError(Record(failure.Exception, place, failure.Path));
        }
        finally
        {
            bar.End();
        }
    }

    private static PSObject? AsValue(object? value) => value is null ? null : PSObject.AsPSObject(value);
}
