using FlinkZk.Client;
using FlinkZk.Wire;

namespace FlinkZk.Coordination;

/// <summary>Looks at the place where a subtree is to come.</summary>
internal static class TreeTarget
{
    /// <summary>Makes what is missing above the top, if wished.</summary>
    /// <returns>Whether the top exists.</returns>
    /// <exception cref="TreeException">It exists, and must not.</exception>
    public static async Task<bool> PrepareAsync(ZkClient client, string to, TreeWriteOptions options, CancellationToken cancellationToken)
    {
        var exists = await ExistsAsync(client, to, cancellationToken).ConfigureAwait(false) is not null;
        // The root is always there: each node below it is looked at by itself.
        if (exists && options.Existing == TreeExisting.Refuse && to != ZnodePath.Root)
            throw Exists(to);
        if (!exists && options.CreateParents && !options.DryRun)
            await NodeTree.EnsureAsync(client, ZnodePath.Parent(to)!, cancellationToken).ConfigureAwait(false);
        return exists;
    }

    /// <summary>Refuses a copy that would grow while it is read; the verb says what would be done.</summary>
    public static async Task RefuseInsideAsync(ZkClient source, string path, bool recurse, ZkClient destination, string to, string verb, CancellationToken cancellationToken)
    {
        var (from, into) = (TreePath.Absolute(source, path), TreePath.Absolute(destination, to));
        if (!(recurse ? ZnodePath.IsSameOrBelow(into, from) : into == from))
            return;
        if (ReferenceEquals(source, destination) || source.SessionId == destination.SessionId || await IsOneAsync(source, path, destination, to, cancellationToken).ConfigureAwait(false))
        {
            throw new TreeException(TreeError.DestinationInsideSource, into == from
                ? $"'{path}' would be {verb} onto itself."
                : $"'{path}' would be {verb} into itself: '{to}' lies below it.", path);
        }
    }

    public static TreeException Exists(string to) => new(TreeError.DestinationExists, $"The node '{to}' exists.", to);

    public static async Task<Stat?> ExistsAsync(ZkClient client, string path, CancellationToken cancellationToken)
    {
        try
        {
            return await Idempotent.RetryAsync(() => client.ExistsAsync(path, cancellationToken)).ConfigureAwait(false);
        }
        catch (ZkException e) when (e.Code == ErrorCode.NoAuth)
        {
            // Since 3.9.2 exists needs the read permission: a refusal means that there is a node.
            return default(Stat);
        }
    }

    // Two sessions may lead to one ensemble by different names: then they see one and the same node at one place.
    private static async Task<bool> IsOneAsync(ZkClient source, string path, ZkClient destination, string to, CancellationToken cancellationToken)
    {
        var place = TreePath.Absolute(destination, to) == TreePath.Absolute(source, path) ? to : ZnodePath.Parent(to) ?? to;
        while (await ExistsAsync(destination, place, cancellationToken).ConfigureAwait(false) is null && place != ZnodePath.Root
            && ZnodePath.IsSameOrBelow(TreePath.Absolute(destination, ZnodePath.Parent(place)!), TreePath.Absolute(source, path)))
        {
            place = ZnodePath.Parent(place)!;
        }
        var there = await ExistsAsync(destination, place, cancellationToken).ConfigureAwait(false);
        var here = await ExistsAsync(source, TreePath.Relative(source.Chroot, TreePath.Absolute(destination, place)), cancellationToken).ConfigureAwait(false);
        return there is { } one && here is { } other && (one.Czxid, one.Ctime) == (other.Czxid, other.Ctime);
    }
}
