using System.Runtime.CompilerServices;
using FlinkZk.Client;
using FlinkZk.Coordination;

namespace FlinkZk;

/// <summary>
/// The same request for many nodes, as many at once as hide the round trip and as the memory for their answers allows, and the answers in the order of the nodes.
/// </summary>
internal static class NodeRequests
{
    private const int FirstWindow = 128;
    private const int MaxWindow = 1024;
    private const int MinWindow = 8;
    private const long MaxBytes = 16 << 20;

    /// <param name="paths">The nodes.</param>
    /// <param name="send">Sends one request.</param>
    /// <param name="size">About how many bytes an answer takes: large ones are asked for in smaller numbers.</param>
    /// <param name="cancellationToken">Gives up what is not answered.</param>
    /// <returns>The error of that node, or where there is none its answer; an error that is not of one node ends the whole.</returns>
    public static async IAsyncEnumerable<(string Path, T Answer, ZkException? Error)> RunAsync<T>(
        IReadOnlyList<string> paths, Func<string, CancellationToken, ValueTask<T>> send, Func<T, long> size, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pending = new Queue<(string Path, Task<T> Reply)>();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            var (next, answered, bytes) = (0, 0, 0L);
            while (next < paths.Count || pending.Count > 0)
            {
                for (var window = Window(answered, bytes); next < paths.Count && pending.Count < window; next++)
                    pending.Enqueue((paths[next], send(paths[next], ended.Token).AsTask()));
                var (path, reply) = pending.Peek();
                T answer = default!;
                ZkException? error = null;
                try
                {
                    answer = await reply.ConfigureAwait(false);
                }
                catch (ZkException e) when (OneNode.IsOf(e))
                {
                    error = e;
                }
                pending.Dequeue();
                answered++;
                bytes += error is null ? size(answer) : 0;
                yield return (path, answer, error);
            }
        }
        finally
        {
            // Whoever stops reading wants no more answers; their errors concern nobody.
            await ended.CancelAsync().ConfigureAwait(false);
            foreach (var (_, reply) in pending)
                await ((Task)reply).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static int Window(int answered, long bytes) =>
        answered < FirstWindow / 2 ? FirstWindow : (int)Math.Clamp(MaxBytes / Math.Max(bytes / answered, 1), MinWindow, MaxWindow);
}
