namespace FlinkZk.Coordination;

/// <summary>What a change would do, before it is made.</summary>
/// <param name="Revision">The revision that it was compared with.</param>
/// <param name="Changes">Each value that would be another one, with what stands and what is to be; <c>***</c> for a secret.</param>
/// <param name="Edits">The change: what is to be set, and what is to be removed.</param>
/// <param name="Failures">What could not be read, and so is not among the changes.</param>
public sealed record ConfigurationPlan(long Revision, IReadOnlyList<ConfigurationChange> Changes, IReadOnlyList<ConfigurationEdit> Edits, IReadOnlyList<ConfigurationFailure> Failures)
{
    /// <summary>Compares with what stands.</summary>
    /// <param name="store">The configuration.</param>
    /// <param name="wanted">What is to be set.</param>
    /// <param name="removes">Whether a value goes that stands and is not among <paramref name="wanted"/>, by its job (null for a default) and key; null removes none.</param>
    /// <param name="jobs">Whose values may go; those of <paramref name="wanted"/> need not be among them.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<ConfigurationPlan> MakeAsync(
        ConfigurationStore store, IReadOnlyList<ConfigurationEdit> wanted, Func<string?, string, bool>? removes = null, IEnumerable<string?>? jobs = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(wanted);
        var scopes = wanted.Select(edit => edit.Job).Concat(jobs ?? []).Distinct(StringComparer.Ordinal).ToArray();
        var snapshots = await store.ReadAllAsync(scopes, cancellationToken).ConfigureAwait(false);
        var edits = new List<ConfigurationEdit>();
        var changes = new List<ConfigurationChange>();
        foreach (var (job, snapshot) in scopes.Zip(snapshots))
        {
            var stands = job is null ? snapshot.Defaults : snapshot.Own;
            var set = wanted.Where(edit => edit.Job == job).ToArray();
            var gone = removes is null ? [] : stands.Keys.Except(set.Select(edit => edit.Key), StringComparer.Ordinal).Where(key => removes(job, key)).Order(StringComparer.Ordinal).Select(key => ConfigurationEdit.Remove(job, key));
            foreach (var edit in set.Concat(gone))
            {
                var from = stands.TryGetValue(edit.Key, out var value) ? ConfigurationJson.Encode(value.Value, value.IsSecret) : null;
                edits.Add(edit);
                if (from != edit.Json)
                    changes.Add(new(job, edit.Key, Shown(from), Shown(edit.Json)));
            }
        }
        return new(snapshots.Count == 0 ? 0 : snapshots[0].Revision, changes, edits, [.. snapshots.SelectMany(snapshot => snapshot.Failures).DistinctBy(failure => failure.Path)]);
    }

    private static string? Shown(string? json) => json is not null && ConfigurationJson.IsSecret(json) ? ConfigurationChange.Masked : json;
}
