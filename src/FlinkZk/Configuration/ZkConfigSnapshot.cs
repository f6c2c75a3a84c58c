using FlinkZk.Coordination;

namespace FlinkZk;

/// <summary>All values that hold for a job at one revision: its own, and the defaults where it has none. <c>$snapshot['threshold']</c> is one of them.</summary>
public sealed class ZkConfigSnapshot : IBySession, IShown
{
    private readonly ConfigurationSnapshot _snapshot;
    private readonly ZkSession _session;

    internal ZkConfigSnapshot(string? job, ConfigurationSnapshot snapshot, ConfigurationSnapshot? before, ZkSession session)
    {
        (Job, _snapshot, _session) = (job, snapshot, session);
        Values = new([.. snapshot.Effective.Select(value => new ZkConfigValue(job, value, session, snapshot.CoveredBy(value)))]);
        Changes = new(before is null ? [] : Differences(before, snapshot).Select(change => new ZkConfigChange(change)));
    }

    /// <summary>The job; null for the defaults alone.</summary>
    public string? Job { get; }

    /// <summary>The revision that they are of.</summary>
    public long Revision => _snapshot.Revision;

    /// <summary>The values.</summary>
    public ZkConfigValues Values { get; }

    /// <summary>What is another one than in the snapshot before; none in the first. A change's Job is null where a default holds now, or did before.</summary>
    public ZkConfigChanges Changes { get; }

    /// <summary>One value, a secret too; null where no value holds.</summary>
    /// <param name="key">The key, case-sensitive.</param>
    public object? this[string key] => _snapshot.Find(key)?.Value;

    ZkSession IBySession.Session => _session;

    string? IShown.ShownJob => PlainText.Line(Job);

    string? IShown.ShownValue => Values.ToString();

    string? IShown.ShownChanges => Changes.ToString();

    /// <summary>Job, revision and values; never a secret.</summary>
    public override string ToString() => $"{PlainText.Line(Job) ?? "defaults"} at revision {Revision}: {Values}";

    private static IEnumerable<ConfigurationChange> Differences(ConfigurationSnapshot before, ConfigurationSnapshot now)
    {
        var (old, current) = (ByKey(before), ByKey(now));
        foreach (var key in old.Keys.Union(current.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var (from, to) = (old.GetValueOrDefault(key), current.GetValueOrDefault(key));
            if (Json(from) != Json(to))
                yield return new((to ?? from)!.Job, key, Shown(from), Shown(to));
        }
    }

    private static Dictionary<string, ConfigurationValue> ByKey(ConfigurationSnapshot snapshot) => snapshot.Effective.ToDictionary(value => value.Key, StringComparer.Ordinal);

    private static string? Json(ConfigurationValue? value) => value is null ? null : ConfigurationJson.Encode(value.Value, value.IsSecret);

    private static string? Shown(ConfigurationValue? value) => value is { IsSecret: true } ? ConfigurationChange.Masked : Json(value);
}
