using System.Collections.Concurrent;
using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>What a session knows of its server's version, and how it comes to know.</summary>
/// <param name="options">Where the servers are, and what is known beforehand.</param>
/// <param name="identities">The identities that the session presents.</param>
/// <param name="watches">Removes its watches as the version wants it.</param>
/// <param name="stop">Ends all questions.</param>
internal sealed class VersionKnowledge(ZkClientOptions options, Func<IReadOnlyList<AuthInfo>> identities, WatchTable watches, CancellationToken stop)
{
    private static readonly TimeSpan AskDeadline = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ProbeDeadline = TimeSpan.FromSeconds(3);

    // What was found by trying holds for good: servers are upgraded, and what they had they keep.
    private readonly ConcurrentDictionary<ServerAddress, Version> _probed = new();

    private volatile KnownVersion? _known;

    /// <summary>The server's version; null until it is learnt.</summary>
    public KnownVersion? Known => _known;

    /// <summary>Whether the server knows an operation, or is not known not to.</summary>
    public bool MayHave(OpCode type) => _known is not { } version || ServerFeatures.Since(type) is not { } since || version.Number >= since;

    /// <summary>Takes what the caller knows.</summary>
    public void Begin(Version given) => Know(new(ServerFeatures.Complete(given), IsExact: true));

    /// <summary>
    /// Asks a server; if it does not tell, tries what it can do; if that fails, too, what was known stays.
    /// Each new connection asks anew, because the servers of an ensemble are upgraded one after the other.
    /// </summary>
    public async Task LearnAsync(ServerAddress server)
    {
        if (await WithinAsync(AskDeadline, cancellation => ServerProbe.AskVersionAsync(server, options, cancellation)).ConfigureAwait(false) is { } told)
        {
            Know(new(told, IsExact: true));
            return;
        }
        if (!_probed.TryGetValue(server, out var found)
            && await WithinAsync(ProbeDeadline, cancellation => FeatureProbe.AskAsync(server, options, identities(), cancellation)).ConfigureAwait(false) is { } probed)
        {
            _probed[server] = found = probed;
        }
        if (found is not null)
            Know(new(found, IsExact: false));
    }

    private void Know(KnownVersion version)
    {
        _known = version;
        watches.UseExactTypes(version.Number >= ServerFeatures.ExactWatcherTypes);
    }

    private async Task<Version?> WithinAsync(TimeSpan span, Func<CancellationToken, Task<Version?>> ask)
    {
        using var deadline = new Deadline(span, options.TimeProvider, stop);
        try
        {
            return await ask(deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}

/// <summary>What is known of a server's version.</summary>
/// <param name="Number">The version.</param>
/// <param name="IsExact">Whether it was told; else the server has at least this one.</param>
internal sealed record KnownVersion(Version Number, bool IsExact)
{
    public override string ToString() => IsExact ? Number.ToString() : $"{Number}+";
}
