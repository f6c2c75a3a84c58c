using System.Text;
using FlinkZk.Server.State;
using FlinkZk.Server.Tree;
using FlinkZk.Wire;

namespace FlinkZk.Server.Tests;

/// <summary>
/// A snapshot that is taken while nodes change, and the transactions since its start, make the state that there was: whatever was deleted and made again meanwhile. Nodes are few and their
/// names fewer, so that most of them are.
/// </summary>
public sealed class ReplayModelTests : IDisposable
{
    private readonly Database _live = new();
    private readonly Database _copy = new();
    private readonly List<Action<StateChanges>> _history = [];
    private Random _random = new(0);
    private long _zxid;

    public static TheoryData<int, bool> Seeds => new(Enumerable.Range(1, 400).SelectMany(static seed => new[] { (seed, false), (seed, true) }));

    public void Dispose()
    {
        _live.Dispose();
        _copy.Dispose();
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void What_is_replayed_over_a_snapshot_is_the_state_that_there_was(int seed, bool walksByPath)
    {
        _random = new(seed);
        Change(12);
        var start = _history.Count;
        if (walksByPath)
            CopyByPath("", _copy.Tree.Root);
        else
            CopyByNode();
        var end = _history.Count;
        Change(12);
        var (inSnapshot, behind) = (new ReplayedChanges(_copy), new StateChanges(_copy));
        for (var i = start; i < _history.Count; i++)
            _history[i](i < end ? inSnapshot : behind);
        ReplayedChanges.CheckWhole(_copy.Tree);
        Assert.Equal(Dump(_live), Dump(_copy));
    }

    // As our own walk: from node to node; what went meanwhile is passed over.
    private void CopyByNode()
    {
        var open = new Stack<(Node Node, Node? Parent)>([(_live.Tree.Root, null)]);
        while (open.TryPop(out var next))
        {
            Change(_random.Next(14));
            var (node, parent) = next;
            if (node.Parent is { } above && above.Branch?.Find(node.Name) != node)
                continue;
            var copy = Restore(node, parent);
            if (node.Branch is { } branch)
                foreach (var child in branch)
                    open.Push((child, copy));
        }
    }

    // As Java's: the names of the children are taken with their parent, and looked up later.
    private void CopyByPath(string path, Node? parent)
    {
        Change(_random.Next(14));
        if (_live.Tree.Find(path.Length == 0 ? "/" : path) is not { } node)
            return;
        var copy = Restore(node, path.Length == 0 ? null : parent);
        var names = new List<string>();
        if (node.Branch is { } branch)
            foreach (var child in branch)
                names.Add(Encoding.UTF8.GetString(child.Name));
        foreach (var name in names)
            CopyByPath($"{path}/{name}", copy);
    }

    private Node Restore(Node node, Node? parent) => _copy.Tree.Restore(parent, node.Name, node.Data, node.DataIsNull, _live.AclOf(node),
        new NodeStat(node.Czxid, node.Mzxid, node.Ctime, node.Mtime, node.Pzxid, node.Owner, node.Version, node.Creates, node.AclVersion), node.GetPathLength());

    private void Change(int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (_random.Next(8) == 0)
                Remake();
            Do(_random.Next(10) switch
            {
                < 4 => Create(),
                < 7 => Delete(),
                < 9 => SetData(),
                _ => SetAcl(),
            });
        }
    }

    // Some go with all that is below them, and come again in part.
    private void Remake()
    {
        var top = Any();
        if (top.Czxid == 0)
            return;
        var paths = TreeWalk.Of(_live.Tree).Select(static node => node.Path).Where(path => path == top.GetPath() || path.StartsWith(top.GetPath() + "/", StringComparison.Ordinal)).ToList();
        foreach (var path in paths.AsEnumerable().Reverse())
            Do(Delete(_live.Tree.Find(path)!));
        foreach (var path in paths)
            if (_live.Tree.Find(ZnodePath.Parent(path)!) is { } parent && _random.Next(5) > 0)
                Do(Create(parent, path));
    }

    private void Do(Action<StateChanges>? change)
    {
        if (change is null)
            return;
        _history.Add(change);
        change(new(_live));
    }

    private Action<StateChanges>? Create()
    {
        var parent = Any();
        return Create(parent, $"{(parent.Parent is null ? "" : parent.GetPath())}/{(char)('a' + _random.Next(2))}");
    }

    private Action<StateChanges>? Create(Node parent, string path)
    {
        if (!NodeKind.IsEphemeral(parent.Owner) && path.Length < 8 && _live.Tree.Find(path) is null)
        {
            var (creates, data, owner, txn) = (parent.Creates + 1, new[] { (byte)_random.Next(256) }, _random.Next(3) == 0 ? _random.Next(1, 3) : NodeKind.Persistent, Next(OpCode.Create));
            return changes => changes.Create(Encoding.UTF8.GetBytes(path), data, false, Acl.OpenUnsafe, owner, creates, txn);
        }
        return null;
    }

    private Action<StateChanges>? Delete()
    {
        var node = Any();
        return node.ChildCount > 0 || node.Czxid == 0 ? null : Delete(node);
    }

    private Action<StateChanges> Delete(Node node)
    {
        var (path, txn) = (node.GetPath(), Next(OpCode.Delete));
        return changes => changes.Delete(Encoding.UTF8.GetBytes(path), txn);
    }

    private Action<StateChanges> SetData()
    {
        var node = Any();
        var (path, data, version, txn) = (node.GetPath(), new byte[_random.Next(4)], node.Version + 1, Next(OpCode.SetData));
        return changes => changes.SetData(Encoding.UTF8.GetBytes(path), data, false, version, txn);
    }

    private Action<StateChanges> SetAcl()
    {
        var node = Any();
        var (path, version, txn) = (node.GetPath(), node.AclVersion + 1, Next(OpCode.SetAcl));
        return changes => changes.SetAcl(Encoding.UTF8.GetBytes(path), Acl.ReadUnsafe, version, txn);
    }

    private Node Any()
    {
        var nodes = TreeWalk.Of(_live.Tree).Where(static node => !node.Path.StartsWith("/zookeeper", StringComparison.Ordinal)).Select(static node => node.Node).ToList();
        return nodes[_random.Next(nodes.Count)];
    }

    private TxnHeader Next(OpCode type) => new(0, 0, ++_zxid, _zxid, type);

    private static List<string> Dump(Database database) => [.. TreeWalk.Of(database.Tree)
        .Select(node => $"{node.Path} {node.Node.ToStat()} {Convert.ToHexString(node.Node.Data)} {string.Join(',', database.AclOf(node.Node))} {database.Tree.EphemeralsOf(node.Node.Owner).Contains(node.Node)}")
        .Order(StringComparer.Ordinal)];
}
