using FlinkZk.Clusters.Model;

namespace FlinkZk.Clusters.Ha;

/// <summary>
/// What a second reading of a cluster reads anew: who leads, what there is, and all that belongs to some jobs. What else there was stays as it was read first: a cluster of
/// a thousand jobs is not read twice for the sake of one.
/// </summary>
internal sealed class SecondReading
{
    private readonly IReadOnlySet<string> _anew;
    private readonly Dictionary<string, PublishedComponent> _components;
    private readonly Dictionary<string, HaJob> _jobs;

    /// <param name="first">The first reading.</param>
    /// <param name="anew">Ids of jobs and applications that are read anew.</param>
    public SecondReading(HaSnapshot first, IReadOnlySet<string> anew)
    {
        First = first;
        _anew = anew;
        _components = (first.Components.Value ?? []).ToDictionary(component => component.Name, StringComparer.Ordinal);
        _jobs = (first.Jobs.Value ?? []).ToDictionary(job => job.Id, StringComparer.Ordinal);
    }

    /// <summary>The first reading.</summary>
    public HaSnapshot First { get; }

    /// <summary>Whether what was read first of an id will do.</summary>
    public bool Keeps(string? id) => id is not null && !_anew.Contains(id);

    public PublishedComponent? Component(string name) => _components.GetValueOrDefault(name);

    public HaJob? Job(string id) => _jobs.GetValueOrDefault(id);

    /// <summary>Handles by their names.</summary>
    public static Func<string, StoredHandle?> Handles(Known<IReadOnlyList<StoredHandle>> first)
    {
        var byName = (first.Value ?? []).ToDictionary(stored => stored.Name, StringComparer.Ordinal);
        return name => byName.GetValueOrDefault(name);
    }
}
