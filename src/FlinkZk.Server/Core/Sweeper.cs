using FlinkZk.Server.Operations;
using FlinkZk.Server.Options;
using FlinkZk.Server.Pipeline;
using FlinkZk.Server.State;
using FlinkZk.Server.Tree;
using FlinkZk.Wire;

namespace FlinkZk.Server.Core;

/// <summary>
/// Deletes empty containers and TTL nodes that were not changed for their time (<c>ContainerManager</c>). It only asks: the deletion
/// goes through Prepare as any other, which refuses it if the node has changed its mind.
/// </summary>
internal sealed class Sweeper(Database database, Operation deletion, Func<Request, ValueTask> submit, ZkServerOptions options) : IAsyncDisposable
{
    private readonly TimeProvider _time = options.TimeProvider;
    private ITimer? _timer;
    private int _sweeping;

    /// <summary>Whether it does nothing at present.</summary>
    public bool IsPaused { get; set; }

    public void Start() => _timer = _time.CreateTimer(_ => _ = SweepAsync(), null, options.SweepInterval, options.SweepInterval);

    public ValueTask DisposeAsync() => _timer?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task SweepAsync()
    {
        if (Interlocked.Exchange(ref _sweeping, 1) != 0)
            return;
        try
        {
            foreach (var path in FindOverdue())
            {
                var request = Request.Rent(null, sessionId: 0, xid: 0, deletion, [], _time.GetTimestamp());
                new JuteWriter(request.Body).WriteString(path);
                await submit(request).ConfigureAwait(false);
            }
        }
        catch (System.Threading.Channels.ChannelClosedException)
        {
            // The server stops; the next start sweeps.
        }
        finally
        {
            Volatile.Write(ref _sweeping, 0);
        }
    }

    private List<string> FindOverdue()
    {
        var now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        using (database.Gate.Read())
            return database.Tree.Swept.Where(node => IsOverdue(node, now)).Select(node => node.GetPath()).ToList();
    }

    // A container that never had a child is still waiting for its first.
    internal static bool IsOverdue(Node node, long now) => node.ChildCount == 0 && (node.Owner == NodeKind.Container
        ? node.Creates > 0
        : now - node.Mtime > NodeKind.Ttl(node.Owner));
}
