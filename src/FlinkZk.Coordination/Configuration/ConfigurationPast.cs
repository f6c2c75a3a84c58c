namespace FlinkZk.Coordination;

/// <summary>How a configuration differs from what it was at a revision: history read backwards. Its cost is that of the changes since, not of what is configured.</summary>
/// <param name="Revision">The revision looked back to.</param>
/// <param name="Current">The one that stood when it was read.</param>
/// <param name="Changes">For each value that is not as it was: <c>From</c> is what stands, <c>To</c> what it was at the revision; <c>***</c> for a secret, which history does not keep.</param>
public sealed record ConfigurationPast(long Revision, long Current, IReadOnlyList<ConfigurationChange> Changes)
{
    private const int ReadsAtOnce = 64;

    /// <summary>Looks back.</summary>
    /// <param name="store">The configuration.</param>
    /// <param name="revision">From 0, which is before the first change.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ConfigurationRevisionNotFoundException">There is no such revision, or history does not reach so far.</exception>
    /// <exception cref="InvalidDataException">Something else than a revision stands in history.</exception>
    public static async Task<ConfigurationPast> ReadAsync(ConfigurationStore store, long revision, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentOutOfRangeException.ThrowIfNegative(revision);
        var current = (await store.ReadHeadAsync(cancellationToken).ConfigureAwait(false))?.Revision ?? 0;
        if (revision > current)
            throw new ConfigurationRevisionNotFoundException(revision, current, revision);
        var changes = new Dictionary<(string? Job, string Key), (string? Now, string? Then)>();
        for (var upper = current; upper > revision; upper -= ReadsAtOnce)
        {
            var count = (int)Math.Min(ReadsAtOnce, upper - revision);
            var last = upper;
            foreach (var (number, read) in Enumerable.Range(0, count).Select(i => (last - i, store.ReadRevisionAsync(last - i, cancellationToken))).ToArray())
            {
                var found = await read.ConfigureAwait(false) ?? throw new ConfigurationRevisionNotFoundException(revision, current, number);
                // Newest first: what an older one found is what there was before.
                foreach (var change in found.Changes)
                    changes[(change.Job, change.Key)] = (changes.TryGetValue((change.Job, change.Key), out var newer) ? newer.Now : change.To, change.From);
            }
        }
        return new(revision, current,
        [
            .. changes.Where(pair => pair.Value.Now != pair.Value.Then || pair.Value.Then == ConfigurationChange.Masked)
                .OrderBy(pair => pair.Key.Job, StringComparer.Ordinal).ThenBy(pair => pair.Key.Key, StringComparer.Ordinal)
                .Select(pair => new ConfigurationChange(pair.Key.Job, pair.Key.Key, pair.Value.Now, pair.Value.Then)),
        ]);
    }
}
