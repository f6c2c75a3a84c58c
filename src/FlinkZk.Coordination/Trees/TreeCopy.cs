using System.Runtime.CompilerServices;
using FlinkZk.Client;
using FlinkZk.Wire;

namespace FlinkZk.Coordination;

/// <summary>
/// Copies a node, or a subtree, within an ensemble or to another. What fits into one transaction comes about in one; else nodes are made in order, parents
/// first, and each succeeds or fails alone. A copy is no snapshot of its source: each change names the node as it was read.
/// </summary>
/// <remarks>
/// Copies are persistent nodes: servers do not show containers and times to live. Ephemeral nodes are left out. Numbers of sequential nodes stay in their
/// names, the parents' counters begin anew.
/// </remarks>
public static class TreeCopy
{
    /// <summary>Copies, and tells what became of each node.</summary>
    /// <param name="source">Where the nodes are read.</param>
    /// <param name="path">The node to copy.</param>
    /// <param name="recurse">Whether what lies below it is copied, too.</param>
    /// <param name="destination">Where the copies are made; may be the same.</param>
    /// <param name="to">The new node.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Ends the work; in steps, what was made stays.</param>
    /// <exception cref="TreeException">The destination exists, or lies inside of the source; the top is ephemeral.</exception>
    /// <exception cref="ZkException">The source, or the destination's parent, does not exist.</exception>
    public static async IAsyncEnumerable<TreeChange> CopyAsync(
        ZkClient source, string path, bool recurse, ZkClient destination, string to, TreeWriteOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(destination);
        ZnodePath.Validate(path);
        ZnodePath.Validate(to);
        options ??= new();
        await TreeTarget.RefuseInsideAsync(source, path, recurse, destination, to, "copied", cancellationToken).ConfigureAwait(false);
        var items = TreeReader.ReadAsync(source, path, new() { Recurse = recurse, ReadAcl = options.Acl is null }, cancellationToken);
        await foreach (var change in TreeTransfer.WriteAsync(items, destination, to, options, cancellationToken).ConfigureAwait(false))
            yield return change;
    }
}
