namespace FlinkZk.Coordination;

/// <summary>What a file of configured values holds.</summary>
/// <param name="Values">The values, each to be set.</param>
/// <param name="Problems">What of it cannot be used, one sentence each. Where there is one, nothing of the file should be.</param>
public sealed record ConfigurationContent(IReadOnlyList<ConfigurationEdit> Values, IReadOnlyList<string> Problems)
{
    /// <summary>Takes pairs of key and literal for a job's values; a key that comes twice or cannot be one is a problem.</summary>
    /// <param name="job">The job; null for defaults.</param>
    /// <param name="pairs">With the place of each in the file, as the beginning of a sentence: <c>Line 3</c>.</param>
    public static ConfigurationContent Of(string? job, IEnumerable<(string Place, string Key, string Json)> pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        var values = new Dictionary<string, ConfigurationEdit>(StringComparer.Ordinal);
        var problems = new List<string>();
        foreach (var (place, key, json) in pairs)
        {
            var edit = new ConfigurationEdit(job, key, json);
            try
            {
                edit.Validate();
                ConfigurationKey.Validate(key);
            }
            catch (ArgumentException e)
            {
                problems.Add($"{place}: {e.Message}");
                continue;
            }
            if (!values.TryAdd(key, edit))
                problems.Add($"{place}: the key '{key}' comes a second time.");
            else if (values.Keys.FirstOrDefault(other => other != key && other.Equals(key, StringComparison.OrdinalIgnoreCase)) is { } twin)
                problems.Add($"{place}: the key '{key}' differs from '{twin}' in case only.");
        }
        return new([.. values.Values], problems);
    }

    /// <summary>Both together.</summary>
    public ConfigurationContent And(ConfigurationContent other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new([.. Values, .. other.Values], [.. Problems, .. other.Problems]);
    }
}
