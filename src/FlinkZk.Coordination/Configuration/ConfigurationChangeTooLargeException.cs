namespace FlinkZk.Coordination;

/// <summary>A change does not fit into one transaction, so it could not be atomic. Nothing was sent.</summary>
public sealed class ConfigurationChangeTooLargeException : Exception
{
    /// <summary>An exception without text.</summary>
    public ConfigurationChangeTooLargeException() { }

    /// <summary>An exception with a text.</summary>
    public ConfigurationChangeTooLargeException(string message) : base(message) { }

    /// <summary>An exception with a text and a cause.</summary>
    public ConfigurationChangeTooLargeException(string message, Exception innerException) : base(message, innerException) { }

    internal ConfigurationChangeTooLargeException(long size, long limit)
        : base($"The change takes {size:N0} bytes with its history (values before and after); one transaction has room for {limit:N0}. Nothing was changed.")
    {
        Size = size;
        Limit = limit;
    }

    /// <summary>Bytes that the change takes.</summary>
    public long Size { get; }

    /// <summary>Bytes that there is room for.</summary>
    public long Limit { get; }
}
