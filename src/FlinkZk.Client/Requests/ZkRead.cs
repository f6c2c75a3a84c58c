using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>One read of a multi-read.</summary>
public sealed record ZkRead
{
    private ZkRead(OpCode type, string path)
    {
        ZnodePath.Validate(path);
        Type = type;
        Path = path;
    }

    /// <summary>The node.</summary>
    public string Path { get; }

    internal OpCode Type { get; }

    /// <summary>A node's data.</summary>
    public static ZkRead GetData(string path) => new(OpCode.GetData, path);

    /// <summary>The names of a node's children.</summary>
    public static ZkRead GetChildren(string path) => new(OpCode.GetChildren, path);
}
