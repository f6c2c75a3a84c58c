namespace FlinkZk.Coordination;

/// <summary>The values that hold for a job at a revision, or held: its own, and the defaults where it has none.</summary>
/// <param name="Revision">The revision.</param>
/// <param name="Values">By key.</param>
/// <param name="Failures">What could not be read.</param>
public sealed record ConfigurationState(long Revision, IReadOnlyDictionary<string, ConfigurationStateValue> Values, IReadOnlyList<ConfigurationFailure> Failures)
{
    /// <summary>Reads them.</summary>
    /// <param name="store">The configuration.</param>
    /// <param name="job">The job; null for the defaults alone.</param>
    /// <param name="revision">A past revision; null for what stands.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ConfigurationRevisionNotFoundException">There is no such revision, or history does not reach so far.</exception>
    public static async Task<ConfigurationState> ReadAsync(ConfigurationStore store, string? job, long? revision = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        while (true)
        {
            var snapshot = await store.ReadAsync(job, cancellationToken).ConfigureAwait(false);
            var past = revision is { } wanted ? await ConfigurationPast.ReadAsync(store, wanted, cancellationToken).ConfigureAwait(false) : null;
            // Both of one moment, or what came between them would be in neither.
            if (past is null || past.Current == snapshot.Revision)
                return new(revision ?? snapshot.Revision, Overlay(Scope(snapshot.Defaults, past, null), job is null ? [] : Scope(snapshot.Own, past, job)), snapshot.Failures);
        }
    }

    private static Dictionary<string, ConfigurationStateValue> Scope(IReadOnlyDictionary<string, ConfigurationValue> now, ConfigurationPast? past, string? job)
    {
        var values = now.ToDictionary(pair => pair.Key, pair => new ConfigurationStateValue(ConfigurationJson.Encode(pair.Value.Value), job is null, pair.Value.IsSecret), StringComparer.Ordinal);
        foreach (var change in past?.Changes.Where(change => change.Job == job && change.Key != ConfigurationSchema.Key) ?? [])
        {
            if (change.To is { } then)
                values[change.Key] = new(then, job is null, then == ConfigurationChange.Masked);
            else
                values.Remove(change.Key);
        }
        return values;
    }

    private static Dictionary<string, ConfigurationStateValue> Overlay(Dictionary<string, ConfigurationStateValue> defaults, Dictionary<string, ConfigurationStateValue> own)
    {
        foreach (var (key, value) in own)
            defaults[key] = value;
        return defaults;
    }
}
