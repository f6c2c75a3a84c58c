using System.Runtime.InteropServices;
using System.Text;
using FlinkZk.Server.Quotas;
using FlinkZk.Server.Tree;
using FlinkZk.Wire;

namespace FlinkZk.Server.Operations;

/// <summary>
/// The tree as it will be: what prepared transactions will change lies over it until Apply has done it. So requests that come one
/// right after the other are judged by each other's outcome (<c>ZooKeeperServer.outstandingChanges</c>). Owned by Prepare, which
/// looks into the tree inside the database's read lock.
/// </summary>
internal sealed class PendingTree(DataTree tree, QuotaTable quotas)
{
    // More were of a busy moment, whose memory others may have.
    private const int KeptChanges = 8192;

    private readonly Dictionary<string, (PendingNode Node, long Zxid)> _changes = new(StringComparer.Ordinal);
    private readonly Queue<(string Path, long Zxid)> _order = new();
    private readonly Stack<(string Path, PendingNode Node, long Zxid)> _undo = new();
    private bool _inMulti;

    /// <summary>What the changes will add to the usage of quotas.</summary>
    public PendingUsage Usage { get; } = new();

    /// <summary>Nodes that are being changed.</summary>
    public int Count => _changes.Count;

    /// <summary>The last transaction that changes anything.</summary>
    public long LastChange { get; private set; }

    /// <summary>The node as it will be.</summary>
    /// <returns>Whether it will exist.</returns>
    public bool TryFind(string path, out PendingNode node)
    {
        if (_changes.TryGetValue(path, out var change))
            node = change.Node;
        else
            node = tree.Find(path) is { } present ? PendingNode.Of(present, tree.Acls) : PendingNode.Gone;
        return node.Exists;
    }

    public void Set(string path, in PendingNode node, long zxid)
    {
        LastChange = zxid;
        if (!quotas.IsEmpty)
            SetUsage(path, node, zxid);
        ref var change = ref CollectionsMarshal.GetValueRefOrAddDefault(_changes, path, out var known);
        if (_inMulti)
            _undo.Push((path, change.Node, known ? change.Zxid : 0));
        change = (node, zxid);
        _order.Enqueue((path, zxid));
    }

    /// <summary>From here to <see cref="EndMulti"/> changes can be taken back.</summary>
    public void BeginMulti()
    {
        _undo.Clear();
        Usage.BeginMulti();
        _inMulti = true;
    }

    public void EndMulti() => _inMulti = false;

    /// <summary>Takes back what the multi has changed so far.</summary>
    public void RollBack()
    {
        Usage.RollBack();
        while (_undo.TryPop(out var before))
            if (before.Zxid == 0)
                _changes.Remove(before.Path);
            else
                _changes[before.Path] = (before.Node, before.Zxid);
    }

    /// <summary>Forgets changes that are in the tree now.</summary>
    public void Forget(long appliedZxid)
    {
        Usage.Forget(appliedZxid);
        while (_order.TryPeek(out var oldest) && oldest.Zxid <= appliedZxid)
        {
            _order.Dequeue();
            if (_changes.TryGetValue(oldest.Path, out var change) && change.Zxid <= appliedZxid)
                _changes.Remove(oldest.Path);
        }
        if (_order.Count == 0 && _changes.EnsureCapacity(0) > KeptChanges)
        {
            _changes.TrimExcess(KeptChanges);
            _order.TrimExcess();
            _undo.Clear();
            _undo.TrimExcess();
        }
    }

    /// <summary>The nodes that will go with a session.</summary>
    /// <param name="session">Its id.</param>
    /// <param name="mostBytes">No more are listed once their paths are as long together.</param>
    /// <param name="isAll">Whether those are all.</param>
    public List<string> EphemeralsOf(long session, int mostBytes, out bool isAll)
    {
        var (paths, bytes) = (new List<string>(), 0);
        isAll = false;
        foreach (var node in tree.EphemeralsOf(session))
            if (node.GetPath() is var path && !_changes.ContainsKey(path) && !Take(path))
                return paths;
        foreach (var (path, change) in _changes)
            if (change.Node.Exists && change.Node.Owner == session && !Take(path))
                return paths;
        isAll = true;
        return paths;

        bool Take(string path)
        {
            if (bytes >= mostBytes)
                return false;
            bytes += Encoding.UTF8.GetByteCount(path);
            paths.Add(path);
            return true;
        }
    }

    private void SetUsage(string path, in PendingNode node, long zxid)
    {
        TryFind(path, out var before);
        var count = (node.Exists ? 1 : 0) - (before.Exists ? 1 : 0);
        var bytes = node.DataLength - before.DataLength;
        if ((count != 0 || bytes != 0) && quotas.RootOf(path) is { } root)
            Usage.Add(root, count, bytes, zxid, _inMulti);
    }
}

/// <summary>
/// What Prepare has to know of a node: as it will be when everything before is applied (<c>ChangeRecord</c>).
/// </summary>
internal readonly record struct PendingNode(
    bool Exists, int Version, int AclVersion, int Creates, int Children, long Owner, int DataLength, IReadOnlyList<Acl> Acl)
{
    public static PendingNode Gone => new(false, 0, 0, 0, 0, NodeKind.Persistent, 0, []);

    public static PendingNode Of(Node node, AclTable acls) =>
        new(true, node.Version, node.AclVersion, node.Creates, node.ChildCount, node.Owner, node.Data.Length, acls[node.AclId]);
}
