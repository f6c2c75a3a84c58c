using FlinkZk.Coordination;

namespace FlinkZk;

/// <summary>The edits that a pipeline gathers: one revision a session. Of two of the same value the later one stands, as if they had been made one after the other.</summary>
internal sealed class ConfigurationEdits
{
    private readonly Dictionary<ZkSession, Dictionary<(string?, string), ConfigurationEdit>> _bySession = [];

    public void Add(ZkSession session, IEnumerable<ConfigurationEdit> edits)
    {
        if (!_bySession.TryGetValue(session, out var gathered))
            _bySession.Add(session, gathered = []);
        foreach (var edit in edits)
            gathered[(edit.Job, edit.Key)] = edit;
    }

    public IEnumerable<(ZkSession Session, IReadOnlyList<ConfigurationEdit> Edits)> BySession() =>
        _bySession.Select(pair => (pair.Key, (IReadOnlyList<ConfigurationEdit>)[.. pair.Value.Values]));

    /// <summary>What they are about, for an error or a question.</summary>
    public static string Describe(IEnumerable<ConfigurationEdit> edits) => string.Join(", ", edits.Select(edit => Describe(edit.Job, edit.Key)));

    /// <summary>What changes, from what to what.</summary>
    public static string Describe(IEnumerable<ConfigurationChange> changes) =>
        string.Join(", ", changes.Select(change => $"{Describe(change.Job, change.Key)} {change.From ?? "(none)"} -> {change.To ?? "(none)"}"));

    public static string Describe(string? job, string key) => $"{job ?? "defaults"}: {key}";
}
