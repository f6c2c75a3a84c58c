using System.Management.Automation;
using FlinkZk.Server.Errors;

namespace FlinkZk.Cmdlets;

/// <summary>A cmdlet that works on a server's data, in a folder or a file.</summary>
public abstract class ZkServerDataCmdlet : FlinkZkCmdlet
{
    /// <summary>Does the work on another thread, and says in a user's words why it cannot be done.</summary>
    /// <param name="work">The work.</param>
    /// <param name="activity">What the progress shows.</param>
    /// <param name="ifDamaged">What to do if the source is damaged; null: as with a data folder of ours.</param>
    private protected T Work<T>(Func<CancellationToken, ValueTask<T>> work, string activity, string? ifDamaged = null)
    {
        try
        {
            return WatchProgress(Task.Run(async () => await work(StopToken).ConfigureAwait(false)), activity, () => "Ctrl+C stops it and leaves nothing behind.");
        }
        catch (DataDamagedException e) when (ifDamaged is not null)
        {
            throw new FlinkZkException("DataDamaged", ErrorCategory.InvalidData, e.Message, ifDamaged, e);
        }
        catch (Exception e) when (e is not DataDamagedException && DataErrors.Explain(e) is { } known)
        {
            throw known;
        }
    }
}
