using System.Collections.ObjectModel;

namespace FlinkZk.Coordination;

/// <summary>All values of one revision: never a mixture of two.</summary>
/// <param name="Revision">The revision; 0 before the first change.</param>
/// <param name="Defaults">The values for every job, by key.</param>
/// <param name="Own">The job's own values, by key; they win.</param>
public sealed record ConfigurationSnapshot(long Revision, IReadOnlyDictionary<string, ConfigurationValue> Defaults, IReadOnlyDictionary<string, ConfigurationValue> Own)
{
    /// <summary>What there is before the first change.</summary>
    public static ConfigurationSnapshot Empty { get; } =
        new(0, ReadOnlyDictionary<string, ConfigurationValue>.Empty, ReadOnlyDictionary<string, ConfigurationValue>.Empty);

    /// <summary>
    /// The transaction in which the configuration was begun (the czxid of its node), 0 before that. Revisions count from there: who deletes a configuration and begins
    /// it anew makes another one.
    /// </summary>
    public long Origin { get; init; }

    /// <summary>What could not be read, by whatever node that is: its values are not among the others.</summary>
    public IReadOnlyList<ConfigurationFailure> Failures { get; init; } = [];

    /// <summary>The values that hold, sorted ordinally by key: own ones first, defaults where there is none.</summary>
    public IReadOnlyList<ConfigurationValue> Effective =>
        [.. Defaults.Where(pair => !Own.ContainsKey(pair.Key) && !MayBeCovered(pair.Key)).Concat(Own).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value)];

    /// <summary>The value that holds for a key, or null.</summary>
    public ConfigurationValue? Find(string key) => Own.GetValueOrDefault(key) ?? (MayBeCovered(key) ? null : Defaults.GetValueOrDefault(key));

    /// <summary>The default that a job's own value covers, or null.</summary>
    public ConfigurationValue? CoveredBy(ConfigurationValue value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Job is null ? null : Defaults.GetValueOrDefault(value.Key);
    }

    /// <summary>The same values at a later revision, which did not touch them.</summary>
    internal ConfigurationSnapshot At(long revision) => this with { Revision = revision, Defaults = Moved(Defaults, revision), Own = Moved(Own, revision) };

    private static Dictionary<string, ConfigurationValue> Moved(IReadOnlyDictionary<string, ConfigurationValue> values, long revision) =>
        values.ToDictionary(pair => pair.Key, pair => pair.Value with { Revision = revision }, StringComparer.Ordinal);

    // A default must not pass for a value of the job's own that nobody could read.
    private bool MayBeCovered(string key) => Failures.Any(failure => failure.Job is not null && (failure.Key is null || failure.Key == key));
}
