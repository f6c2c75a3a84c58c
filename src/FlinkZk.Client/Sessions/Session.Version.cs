namespace FlinkZk.Client;

internal sealed partial class Session
{
    private static readonly TimeSpan VersionDeadline = TimeSpan.FromSeconds(1);

    /// <summary>The server's version; null until it is learnt.</summary>
    public Version? Version { get; private set; }

    /// <summary>
    /// Asks the server that the session is connected to. Each new connection asks anew, because the servers of an ensemble are upgraded one after the other.
    /// </summary>
    public async Task LearnVersionAsync(ServerAddress server)
    {
        using var deadline = new CancellationTokenSource(VersionDeadline, _options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, _stop.Token);
        try
        {
            if (await ServerProbe.AskVersionAsync(server, _options, either.Token).ConfigureAwait(false) is not { } version)
                return;
            Version = version;
            _watches.ExactTypes = version >= ServerFeatures.ExactWatcherTypes;
        }
        catch (OperationCanceledException)
        {
        }
    }
}
