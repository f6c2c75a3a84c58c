namespace FlinkZk.Coordination;

/// <summary>The configuration is not at the revision that the change was meant for. Nothing was changed.</summary>
public sealed class ConfigurationConflictException : Exception
{
    /// <summary>An exception without text.</summary>
    public ConfigurationConflictException() { }

    /// <summary>An exception with a text.</summary>
    public ConfigurationConflictException(string message) : base(message) { }

    /// <summary>An exception with a text and a cause.</summary>
    public ConfigurationConflictException(string message, Exception innerException) : base(message, innerException) { }

    internal ConfigurationConflictException(long expected, long actual)
        : base($"The configuration is at revision {actual}, not at {expected}: somebody changed it meanwhile. Nothing was changed.")
    {
        Expected = expected;
        Actual = actual;
    }

    /// <summary>The revision that the caller had seen.</summary>
    public long Expected { get; }

    /// <summary>The revision that stands.</summary>
    public long Actual { get; }
}
