namespace FlinkZk.Wire;

/// <summary>Bytes from the other side are not what the protocol says: the connection cannot be used further.</summary>
public sealed class WireFormatException : Exception
{
    /// <summary>An exception without text.</summary>
    public WireFormatException() { }

    /// <summary>An exception that says what was wrong.</summary>
    public WireFormatException(string message) : base(message) { }

    /// <summary>An exception that says what was wrong, and its cause.</summary>
    public WireFormatException(string message, Exception innerException) : base(message, innerException) { }
}
