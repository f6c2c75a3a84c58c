using FlinkZk.Wire;

namespace FlinkZk.Client;

internal sealed partial class Session
{
    /// <summary>A create was given up and succeeded all the same: the node goes again. Receive loop; the work is done elsewhere.</summary>
    private void Sweep(string path, Stat? made) => _ = Task.Run(() => SweepAsync(path, made));

    private async Task SweepAsync(string path, Stat? made)
    {
        while (!_status.Current.IsLost)
        {
            try
            {
                if (await VersionToSweepAsync(path, made).ConfigureAwait(false) is { } version)
                    await _pipe.SendAsync(new Delete(path, version), Chroot.None, CancellationToken.None).ConfigureAwait(false);
                return;
            }
            catch (ZkException exception) when (exception.Code is ErrorCode.ConnectionLoss or ErrorCode.BadVersion)
            {
                // Once more: on the next connection, or with the version that it has now.
            }
            catch (ZkException)
            {
                // Gone already, in use, or not ours to delete.
                return;
            }
        }
    }

    /// <summary>
    /// The version to delete; null if the node has to stay: another one has taken its place (its czxid tells), or somebody has written to a node that would
    /// outlive this session anyway. An ephemeral node goes whatever was written: it stands in a queue for somebody who has left.
    /// </summary>
    private async Task<int?> VersionToSweepAsync(string path, Stat? made)
    {
        try
        {
            var now = await _pipe.SendAsync<Exists, Stat?>(new(path, null), Chroot.None, CancellationToken.None).ConfigureAwait(false);
            return now is { } node && (made is null || node.Czxid == made.Value.Czxid) && (node.Version == 0 || node.EphemeralOwner != 0) ? node.Version : null;
        }
        catch (ZkException exception) when (exception.Code == ErrorCode.NoAuth)
        {
            // Since 3.9.2 exists asks for a permission that deleting does not need.
            return 0;
        }
    }
}
