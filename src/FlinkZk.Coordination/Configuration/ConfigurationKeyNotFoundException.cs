namespace FlinkZk.Coordination;

/// <summary>A value that is to be removed does not exist. Nothing was changed.</summary>
public sealed class ConfigurationKeyNotFoundException : Exception
{
    /// <summary>An exception without text.</summary>
    public ConfigurationKeyNotFoundException() { }

    /// <summary>An exception with a text.</summary>
    public ConfigurationKeyNotFoundException(string message) : base(message) { }

    /// <summary>An exception with a text and a cause.</summary>
    public ConfigurationKeyNotFoundException(string message, Exception innerException) : base(message, innerException) { }

    internal ConfigurationKeyNotFoundException(string? job, string key)
        : base(job is null ? $"There is no default '{key}'. Nothing was changed." : $"Job '{job}' has no value '{key}' of its own. Nothing was changed.")
    {
        Job = job;
        Key = key;
    }

    /// <summary>The job, or null for a default.</summary>
    public string? Job { get; }

    /// <summary>The key.</summary>
    public string? Key { get; }
}
