namespace FlinkZk.Coordination;

/// <summary>A wish to set or remove one value.</summary>
/// <param name="Job">The job, or null for a default that holds for every job.</param>
/// <param name="Key">The key.</param>
/// <param name="Json">The new literal (<see cref="ConfigurationJson.Encode"/>), or null to remove the value.</param>
public sealed record ConfigurationEdit(string? Job, string Key, string? Json)
{
    /// <summary>Sets a value.</summary>
    public static ConfigurationEdit Set(string? job, string key, object? value, bool secret = false) =>
        new(job, key, ConfigurationJson.Encode(value, secret));

    /// <summary>Removes a value.</summary>
    public static ConfigurationEdit Remove(string? job, string key) => new(job, key, null);

    /// <summary>The node that it changes.</summary>
    internal string PathIn(ClusterPaths paths) => Key == ConfigurationSchema.Key ? paths.Schema(Job) : paths.Value(Job, Key);

    internal void Validate()
    {
        if (Job is not null)
            EntityName.Validate(Job, "job");
        // One that another program has made can be removed.
        if (Json is null || Key == ConfigurationSchema.Key)
            EntityName.Validate(Key, "configuration key");
        else
            ConfigurationKey.Validate(Key);
    }
}
