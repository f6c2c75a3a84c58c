using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>One operation of a transaction; made by the static functions only.</summary>
public abstract record ZkOperation
{
    private protected ZkOperation(string path, bool sequential = false)
    {
        ZnodePath.Validate(path, sequential);
        Path = path;
    }

    /// <summary>The node.</summary>
    public string Path { get; }

    internal abstract OpCode Type { get; }

    /// <summary>Makes a node.</summary>
    /// <param name="path">The node.</param>
    /// <param name="data">The data; null: a node without data.</param>
    /// <param name="mode">The kind of node.</param>
    /// <param name="acl">Who may do what; null: everyone everything.</param>
    /// <param name="ttl">The time to live, for the modes that have one.</param>
    public static ZkOperation Create(string path, byte[]? data = null, CreateMode mode = CreateMode.Persistent, IReadOnlyList<Acl>? acl = null, TimeSpan? ttl = null) =>
        new CreateNode(path, data, mode, acl, ttl);

    /// <summary>Deletes a node that has no children.</summary>
    /// <param name="path">The node.</param>
    /// <param name="version">The expected version, -1 for any.</param>
    public static ZkOperation Delete(string path, int version = -1) => new DeleteNode(path, version);

    /// <summary>Sets a node's data.</summary>
    /// <param name="path">The node.</param>
    /// <param name="data">The data.</param>
    /// <param name="version">The expected version, -1 for any.</param>
    public static ZkOperation SetData(string path, byte[]? data, int version = -1) => new SetNodeData(path, data, version);

    /// <summary>Lets the transaction fail unless the node exists and has the version.</summary>
    /// <param name="path">The node.</param>
    /// <param name="version">The expected version, -1 for any.</param>
    public static ZkOperation Check(string path, int version = -1) => new CheckVersion(path, version);

    /// <summary>Writes the operation's record, its path made absolute.</summary>
    internal abstract void Write(ref JuteWriter writer, Chroot chroot);

    private sealed record CreateNode : ZkOperation
    {
        private readonly CreateArguments _arguments;

        public CreateNode(string path, byte[]? data, CreateMode mode, IReadOnlyList<Acl>? acl, TimeSpan? ttl) : base(path, mode.IsSequential()) =>
            _arguments = CreateArguments.Of(data, mode, acl, ttl);

        internal override OpCode Type => _arguments.Type;

        internal override void Write(ref JuteWriter writer, Chroot chroot) => _arguments.Write(ref writer, chroot.ToAbsolute(Path, _arguments.IsSequential));
    }

    private sealed record DeleteNode(string Path, int Version) : ZkOperation(Path)
    {
        internal override OpCode Type => OpCode.Delete;

        internal override void Write(ref JuteWriter writer, Chroot chroot) => new PathVersionRequest(chroot.ToAbsolute(Path), Version).Write(ref writer);
    }

    private sealed record SetNodeData(string Path, byte[]? Data, int Version) : ZkOperation(Path)
    {
        internal override OpCode Type => OpCode.SetData;

        internal override void Write(ref JuteWriter writer, Chroot chroot) => new SetDataRequest(chroot.ToAbsolute(Path), Data, Version).Write(ref writer);
    }

    private sealed record CheckVersion(string Path, int Version) : ZkOperation(Path)
    {
        internal override OpCode Type => OpCode.Check;

        internal override void Write(ref JuteWriter writer, Chroot chroot) => new PathVersionRequest(chroot.ToAbsolute(Path), Version).Write(ref writer);
    }
}
