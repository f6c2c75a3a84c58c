using FlinkZk.Client;
using FlinkZk.Wire;

namespace FlinkZk.Coordination;

/// <summary>
/// Deletes a node of this session's own until it is gone or the session is: a release that was asked for must not be forgotten because the
/// connection broke just then (CURATOR-678), nor because the server refused it for a while (a full disk, a quota).
/// </summary>
internal sealed class GuaranteedDelete
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly ZkClient _client;
    private readonly string _path;
    private volatile TaskCompletionSource _attempt = NewAttempt();

    private GuaranteedDelete(ZkClient client, string path)
    {
        (_client, _path) = (client, path);
        var counted = client.BeginCleanUp();
        _ = Task.Run(() => RunAsync(counted));
    }

    /// <summary>How the try that is under way ends. Where the server refuses it, it fails, and the next one begins after a pause.</summary>
    public Task Attempt => _attempt.Task;

    public static GuaranteedDelete Start(ZkClient client, string path) => new(client, path);

    // Ends when the node is gone, or the session and the node with it; never fails.
    private async Task RunAsync(IDisposable counted)
    {
        using var until = counted;
        var pause = FirstPause;
        while (!_client.Lost.IsCancellationRequested)
        {
            try
            {
                await _client.DeleteAsync(_path, cancellationToken: _client.Lost).ConfigureAwait(false);
                break;
            }
            catch (ZkException e) when (e.Code is ErrorCode.NoNode || e.IsSessionOver)
            {
                break;
            }
            catch (ZkException e) when (e.Code is ErrorCode.ConnectionLoss)
            {
                // The next request waits for the connection, so this loop does not spin.
            }
            catch (ZkException e)
            {
                Interlocked.Exchange(ref _attempt, NewAttempt()).SetException(e);
                await Task.Delay(pause, _client.TimeProvider, _client.Lost).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
            catch (OperationCanceledException)
            {
                break; // the session is gone, and its ephemeral nodes with it
            }
        }
        _attempt.SetResult();
    }

    // Nobody has to look at an attempt: that it failed is then nobody's news.
    private static TaskCompletionSource NewAttempt()
    {
        var attempt = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = attempt.Task.ContinueWith(static failed => _ = failed.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        return attempt;
    }
}
