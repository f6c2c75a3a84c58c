namespace FlinkZk.Server.Errors;

/// <summary>
/// A data folder or back-up holds less than what was acknowledged, or what does not fit together. Nothing of it is served: the server
/// refuses to start, an import or a restore makes nothing of it, and says where.
/// </summary>
public sealed class DataDamagedException : Exception
{
    /// <summary>An exception without text.</summary>
    public DataDamagedException() { }

    /// <summary>An exception with its text.</summary>
    public DataDamagedException(string message) : base(message) { }

    /// <summary>An exception with its text and cause.</summary>
    public DataDamagedException(string message, Exception innerException) : base(message, innerException) { }

    internal DataDamagedException(string message, string file, long offset, long firstZxid, long? lastZxid, Exception? cause = null) : base(message, cause) =>
        (File, Offset, FirstZxid, LastZxid) = (file, offset, firstZxid, lastZxid);

    /// <summary>The file that is damaged, or would be needed; empty where it is not one file.</summary>
    public string File { get; } = "";

    /// <summary>Where in the file the damage begins, in bytes.</summary>
    public long Offset { get; }

    /// <summary>The first transaction that may be lost.</summary>
    public long FirstZxid { get; }

    /// <summary>The last transaction that is known to have been there; null if none is, although there may have been some.</summary>
    public long? LastZxid { get; }
}
