using FlinkZk.Client;

namespace FlinkZk;

/// <summary>A change that waits for the end of its transaction's block.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Path">The node, as the user named it.</param>
/// <param name="Operation">The same for the client.</param>
/// <param name="Data">The node's new data.</param>
internal sealed record NodeChange(NodeChangeKind Kind, string Path, ZkOperation Operation, byte[]? Data)
{
    // Path, version, access control list and the operation's header, roughly.
    private const int Overhead = 128;

    public int Size => Overhead + (Path.Length * 3) + (Data?.Length ?? 0);

    /// <summary>What is done and where.</summary>
    public override string ToString() => $"{Kind} {Path}";
}
