using System.Runtime.CompilerServices;
using FlinkZk.Wire;

namespace FlinkZk.Coordination;

/// <summary>Compares two subtrees node by node, as they come: both walks have the same order, so nothing has to be kept.</summary>
public static class TreeComparison
{
    /// <summary>Every path of both, in order.</summary>
    /// <param name="reference">The one subtree, in the order of <see cref="TreeReader"/>.</param>
    /// <param name="difference">The other one.</param>
    /// <param name="aspects">What is compared.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async IAsyncEnumerable<TreeDifference> CompareAsync(
        IAsyncEnumerable<TreeItem> reference, IAsyncEnumerable<TreeItem> difference, TreeAspects aspects = TreeAspects.All, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(difference);
        var left = reference.GetAsyncEnumerator(cancellationToken);
        await using (left)
        {
            var right = difference.GetAsyncEnumerator(cancellationToken);
            await using (right)
            {
                var (hasLeft, hasRight) = (await left.MoveNextAsync().ConfigureAwait(false), await right.MoveNextAsync().ConfigureAwait(false));
                string? unknown = null;
                while (hasLeft || hasRight)
                {
                    var order = !hasLeft ? 1 : !hasRight ? -1 : TreePath.Compare(left.Current.Path, right.Current.Path);
                    var (one, other) = (order <= 0 ? left.Current : (TreeItem?)null, order >= 0 ? right.Current : (TreeItem?)null);
                    var path = (one ?? other)!.Value.Path;
                    // Below a node that could not be read on one side nothing is known of that side.
                    if (unknown is null || !ZnodePath.IsSameOrBelow(path, unknown))
                    {
                        var found = Compare(path, one, other, aspects);
                        unknown = found.Error is null ? null : path;
                        yield return found;
                    }
                    if (one is not null)
                        hasLeft = await left.MoveNextAsync().ConfigureAwait(false);
                    if (other is not null)
                        hasRight = await right.MoveNextAsync().ConfigureAwait(false);
                }
            }
        }
    }

    private static TreeDifference Compare(string path, TreeItem? one, TreeItem? other, TreeAspects aspects)
    {
        var result = new TreeDifference(path, one?.Node, other?.Node, TreeAspects.None) { Error = one?.Error ?? other?.Error, IsDifferenceError = one?.Error is null };
        if (result.Error is not null)
            return result;
        return result with { Differs = result.Reference is { } left && result.Difference is { } right ? Differs(left, right) & aspects : TreeAspects.Existence };
    }

    private static TreeAspects Differs(TreeNode left, TreeNode right) =>
        ((left.Data ?? []).AsSpan().SequenceEqual(right.Data) ? TreeAspects.None : TreeAspects.Data)
        | (TreeAcl.AreEqual(left.Acl, right.Acl) ? TreeAspects.None : TreeAspects.Acl)
        | (left.IsEphemeral == right.IsEphemeral ? TreeAspects.None : TreeAspects.Kind);
}
