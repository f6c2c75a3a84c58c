namespace FlinkZk;

/// <summary>Ctrl+C as a token. (PSCmdlet's own PipelineStopToken is there from 7.6 on only.)</summary>
internal sealed class StopSignal : IDisposable
{
    private readonly CancellationTokenSource _source = new();

    public CancellationToken Token => _source.Token;

    public void Set()
    {
        try
        {
            _source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The engine stops from another thread: the cmdlet may have ended just now.
        }
    }

    public void Dispose() => _source.Dispose();
}
