namespace FlinkZk.Server.Errors;

/// <summary>A folder, or a file in it, is not for what it was named for: it belongs to somebody else, is in use, or may not be written. Nothing in it was changed.</summary>
public sealed class DataFolderException : IOException
{
    /// <summary>An exception without text.</summary>
    public DataFolderException() { }

    /// <summary>An exception with its text.</summary>
    public DataFolderException(string message) : base(message) { }

    /// <summary>An exception with its text and cause.</summary>
    public DataFolderException(string message, Exception innerException) : base(message, innerException) { }

    internal DataFolderException(DataFolderProblem problem, string path, string message, Exception? cause = null) : base(message, cause) =>
        (Problem, Path) = (problem, path);

    /// <summary>A file that is to be made, and is there already.</summary>
    internal static DataFolderException FileExists(string file, Exception? cause = null) =>
        new(DataFolderProblem.FileExists, file, $"{file} exists already. Nothing is written over: give another name.", cause);

    /// <summary>What is in the way.</summary>
    public DataFolderProblem Problem { get; }

    /// <summary>The folder or file.</summary>
    public string Path { get; } = "";
}
