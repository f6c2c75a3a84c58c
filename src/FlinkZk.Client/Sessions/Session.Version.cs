using System.Collections.Concurrent;

namespace FlinkZk.Client;

internal sealed partial class Session
{
    private static readonly TimeSpan VersionDeadline = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ProbeDeadline = TimeSpan.FromSeconds(3);

    // What was found by trying holds for good: servers are upgraded, and what they had they keep.
    private readonly ConcurrentDictionary<ServerAddress, Version> _probed = new();

    private volatile KnownVersion? _version;

    /// <summary>The server's version; null until it is learnt.</summary>
    public KnownVersion? Version => _version;

    /// <summary>
    /// Asks the server that the session is connected to; if it does not tell, tries what it can do; if that fails, too, the given version stays.
    /// Each new connection asks anew, because the servers of an ensemble are upgraded one after the other.
    /// </summary>
    public async Task LearnVersionAsync(ServerAddress server)
    {
        if (await WithinAsync(VersionDeadline, cancellation => ServerProbe.AskVersionAsync(server, _options, cancellation)).ConfigureAwait(false) is { } told)
        {
            Know(new(told, IsExact: true));
            return;
        }
        if (!_probed.TryGetValue(server, out var found)
            && await WithinAsync(ProbeDeadline, cancellation => FeatureProbe.AskAsync(server, _options, Volatile.Read(ref _identities), cancellation)).ConfigureAwait(false) is { } probed)
        {
            _probed[server] = found = probed;
        }
        if (found is not null)
            Know(new(found, IsExact: false));
    }

    private void Know(KnownVersion version)
    {
        _version = version;
        _watches.ExactTypes = version.Number >= ServerFeatures.ExactWatcherTypes;
    }

    // Before 3.5 a watch cannot be taken off: it fires once more, and nobody hears it.
    private void PostRemoval(string path, Wire.WatcherType watches)
    {
        if (_version is not { } version || version.Number >= ServerFeatures.Since(Wire.OpCode.RemoveWatches))
            _pipe.Post(new RemoveWatches(path, watches));
    }

    private async Task<Version?> WithinAsync(TimeSpan span, Func<CancellationToken, Task<Version?>> ask)
    {
        using var deadline = new CancellationTokenSource(span, _options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, _stop.Token);
        try
        {
            return await ask(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>What is known of a server's version.</summary>
    /// <param name="Number">The version.</param>
    /// <param name="IsExact">Whether it was told; else the server has at least this one.</param>
    public sealed record KnownVersion(Version Number, bool IsExact)
    {
        public override string ToString() => IsExact ? Number.ToString() : $"{Number}+";
    }
}
