namespace FlinkZk.Coordination;

/// <summary>Work on a subtree, or its file, cannot be done as asked.</summary>
public sealed class TreeException : Exception
{
    /// <summary>An exception without text.</summary>
    public TreeException() { }

    /// <summary>An exception that says what is wrong.</summary>
    public TreeException(string message) : base(message) { }

    /// <summary>An exception that says what is wrong, and its cause.</summary>
    public TreeException(string message, Exception innerException) : base(message, innerException) { }

    internal TreeException(TreeError id, string message, string? path = null, Exception? innerException = null) : base(Wire.PlainText.Line(message), innerException) => (Id, Path) = (id, path);

    /// <summary>What is wrong.</summary>
    public TreeError Id { get; }

    /// <summary>The node, if it is about one.</summary>
    public string? Path { get; }

    /// <summary>The line of the file, counted from 1, if it is about one.</summary>
    public long? Line { get; init; }
}
