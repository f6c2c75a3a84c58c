namespace FlinkZk.Coordination;

/// <summary>History does not reach back to a revision, or the configuration has not come to it yet.</summary>
public sealed class ConfigurationRevisionNotFoundException : Exception
{
    /// <summary>An exception without text.</summary>
    public ConfigurationRevisionNotFoundException() { }

    /// <summary>An exception with a text.</summary>
    public ConfigurationRevisionNotFoundException(string message) : base(message) { }

    /// <summary>An exception with a text and a cause.</summary>
    public ConfigurationRevisionNotFoundException(string message, Exception innerException) : base(message, innerException) { }

    internal ConfigurationRevisionNotFoundException(long revision, long current, long missing)
        : base(revision > current ? $"The configuration is at revision {current}: there is no revision {revision} yet."
            : $"How the configuration was at revision {revision} is not known any more: history does not keep revision {missing}, which came behind it.")
    {
        Revision = revision;
        Current = current;
    }

    /// <summary>The revision that was asked for.</summary>
    public long Revision { get; }

    /// <summary>The one that stands.</summary>
    public long Current { get; }
}
