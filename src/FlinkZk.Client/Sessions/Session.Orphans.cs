using FlinkZk.Wire;

namespace FlinkZk.Client;

internal sealed partial class Session
{
    /// <summary>A create was given up and succeeded all the same: the node goes again. Receive loop; the work is done elsewhere.</summary>
    private void Sweep(string path) => _ = Task.Run(() => SweepAsync(path));

    private async Task SweepAsync(string path)
    {
        while (!_status.Current.IsLost)
        {
            try
            {
                // Version 0: a node that someone has written to meanwhile is in use.
                await _pipe.SendAsync(new Delete(path, Version: 0), Chroot.None, CancellationToken.None).ConfigureAwait(false);
                return;
            }
            catch (ZkException exception) when (exception.Code == ErrorCode.ConnectionLoss)
            {
            }
            catch (ZkException)
            {
                // Gone already, in use, or not ours to delete.
                return;
            }
        }
    }
}
