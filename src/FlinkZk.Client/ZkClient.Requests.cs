using FlinkZk.Wire;

namespace FlinkZk.Client;

public sealed partial class ZkClient
{
    /// <summary>Makes a node.</summary>
    /// <param name="path">The node; for a sequential one the server appends ten digits.</param>
    /// <param name="data">The data; null: a node without data.</param>
    /// <param name="mode">The kind of node.</param>
    /// <param name="acl">Who may do what; null: everyone everything.</param>
    /// <param name="ttl">The time to live, for the kinds that have one.</param>
    /// <param name="cancellationToken">Gives the request up; if the node is made all the same, it is deleted again.</param>
    /// <exception cref="ZkException">NodeExists, NoNode (the parent), NoAuth, NoChildrenForEphemerals, ...</exception>
    public ValueTask<CreatedNode> CreateAsync(
        string path, byte[]? data = null, CreateMode mode = CreateMode.Persistent, IReadOnlyList<Acl>? acl = null, TimeSpan? ttl = null, CancellationToken cancellationToken = default)
    {
        ZnodePath.Validate(path, mode.IsSequential());
        var (absolute, arguments) = (_chroot.ToAbsolute(path, mode.IsSequential()), CreateArguments.Of(data, mode, acl, ttl));
        if (LacksCreate2 && arguments.Type == OpCode.Create2)
            return CreatePlainAsync(absolute, arguments, cancellationToken);
        Require(arguments.Type);
        return _session.Pipe.SendAsync<Create, CreatedNode>(new(absolute, arguments), _chroot, cancellationToken);
    }

    /// <summary>Deletes a node that has no children.</summary>
    /// <param name="path">The node.</param>
    /// <param name="version">The expected version, -1 for any.</param>
    /// <param name="cancellationToken">Gives the request up; it may be carried out all the same.</param>
    /// <exception cref="ZkException">NoNode, BadVersion, NotEmpty, ...</exception>
    public ValueTask DeleteAsync(string path, int version = -1, CancellationToken cancellationToken = default) =>
        _session.Pipe.SendAsync(new Delete(ToAbsolute(path), version), _chroot, cancellationToken);

    /// <summary>A node's Stat; null where there is no node.</summary>
    public ValueTask<Stat?> ExistsAsync(string path, CancellationToken cancellationToken = default) =>
        _session.Pipe.SendAsync<Exists, Stat?>(new(ToAbsolute(path), null), _chroot, cancellationToken);

    /// <summary>A node's data and Stat.</summary>
    /// <exception cref="ZkException">NoNode, NoAuth, ...</exception>
    public ValueTask<NodeData> GetDataAsync(string path, CancellationToken cancellationToken = default) =>
        _session.Pipe.SendAsync<GetData, NodeData>(new(ToAbsolute(path), null), _chroot, cancellationToken);

    /// <summary>Sets a node's data.</summary>
    /// <param name="path">The node.</param>
    /// <param name="data">The data; null: none.</param>
    /// <param name="version">The expected version, -1 for any.</param>
    /// <param name="cancellationToken">Gives the request up; it may be carried out all the same.</param>
    /// <exception cref="ZkException">NoNode, BadVersion, ...</exception>
    public ValueTask<Stat> SetDataAsync(string path, byte[]? data, int version = -1, CancellationToken cancellationToken = default) =>
        _session.Pipe.SendAsync<SetData, Stat>(new(ToAbsolute(path), data, version), _chroot, cancellationToken);

    /// <summary>The names of a node's children, in no order, and its Stat.</summary>
    /// <exception cref="ZkException">NoNode, NoAuth, ...</exception>
    public ValueTask<NodeChildren> GetChildrenAsync(string path, CancellationToken cancellationToken = default) =>
        _session.Pipe.SendAsync<GetChildren, NodeChildren>(new(ToAbsolute(path), null), _chroot, cancellationToken);

    /// <summary>Lets the server catch up with the leader. It takes no vote: a leader that was deposed this moment answers, too (ZOOKEEPER-1675).</summary>
    public ValueTask SyncAsync(string path, CancellationToken cancellationToken = default) =>
        _session.Pipe.SendAsync(new Sync(ToAbsolute(path)), _chroot, cancellationToken);

    /// <summary>A node's access control list.</summary>
    public ValueTask<NodeAcl> GetAclAsync(string path, CancellationToken cancellationToken = default) =>
        _session.Pipe.SendAsync<GetAcl, NodeAcl>(new(ToAbsolute(path)), _chroot, cancellationToken);

    /// <summary>Sets a node's access control list.</summary>
    /// <param name="path">The node.</param>
    /// <param name="acl">Who may do what; not empty.</param>
    /// <param name="version">The expected aversion, -1 for any.</param>
    /// <param name="cancellationToken">Gives the request up; it may be carried out all the same.</param>
    public ValueTask<Stat> SetAclAsync(string path, IReadOnlyList<Acl> acl, int version = -1, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(acl);
        return _session.Pipe.SendAsync<SetAcl, Stat>(new(ToAbsolute(path), acl, version), _chroot, cancellationToken);
    }

    /// <summary>Carries out all operations or none.</summary>
    /// <exception cref="ZkMultiException">One failed: says which, and why.</exception>
    public ValueTask<IReadOnlyList<ZkOperationResult>> MultiAsync(IReadOnlyList<ZkOperation> operations, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(operations);
        foreach (var type in operations.Select(operation => operation.Type).Where(type => type != OpCode.Create2).Distinct())
            Require(type);
        return _session.Pipe.SendAsync<Multi, IReadOnlyList<ZkOperationResult>>(new(operations, _chroot, LacksCreate2), _chroot, cancellationToken);
    }

    /// <summary>Several reads in one request (3.6); each succeeds or fails alone.</summary>
    public ValueTask<IReadOnlyList<ZkReadResult>> MultiReadAsync(IReadOnlyList<ZkRead> reads, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reads);
        Require(OpCode.MultiRead);
        return _session.Pipe.SendAsync<MultiRead, IReadOnlyList<ZkReadResult>>(new(reads, _chroot), _chroot, cancellationToken);
    }

    /// <summary>The paths of this session's ephemeral nodes that begin with <paramref name="prefix"/> (3.6).</summary>
    public ValueTask<IReadOnlyList<string>> GetEphemeralsAsync(string prefix = ZnodePath.Root, CancellationToken cancellationToken = default)
    {
        Require(OpCode.GetEphemerals);
        return _session.Pipe.SendAsync<GetEphemerals, IReadOnlyList<string>>(new(ToAbsolute(prefix)), _chroot, cancellationToken);
    }

    /// <summary>How many nodes lie below a node, at any depth (3.6).</summary>
    public ValueTask<int> CountDescendantsAsync(string path, CancellationToken cancellationToken = default)
    {
        Require(OpCode.GetAllChildrenNumber);
        return _session.Pipe.SendAsync<CountDescendants, int>(new(ToAbsolute(path)), _chroot, cancellationToken);
    }

    /// <summary>The identities of this connection, without secrets (3.7).</summary>
    public ValueTask<IReadOnlyList<ClientId>> WhoAmIAsync(CancellationToken cancellationToken = default)
    {
        Require(OpCode.WhoAmI);
        return _session.Pipe.SendAsync<WhoAmI, IReadOnlyList<ClientId>>(default, _chroot, cancellationToken);
    }

    /// <summary>Presents one more identity, now and on each later connection.</summary>
    /// <exception cref="ZkException">AuthFailed: the server refused it, and the session is over.</exception>
    public ValueTask AddAuthAsync(AuthInfo auth, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(auth);
        return _session.AddIdentityAsync(auth, cancellationToken);
    }

    /// <summary>Measures a round trip to the server.</summary>
    /// <exception cref="ZkException">ConnectionLoss: there is no connection, or it broke.</exception>
    public ValueTask<TimeSpan> PingAsync(CancellationToken cancellationToken = default) => _session.PingAsync(cancellationToken);

    private string ToAbsolute(string path)
    {
        ZnodePath.Validate(path);
        return _chroot.ToAbsolute(path);
    }
}
