namespace FlinkZk.Server;

/// <summary>
/// The data folder holds less than what was acknowledged, or what does not fit together. Nothing of it is served: the server refuses
/// to start, and says where.
/// </summary>
public sealed class DataDamagedException : Exception
{
    /// <summary>An exception without text.</summary>
    public DataDamagedException() { }

    /// <summary>An exception with its text.</summary>
    public DataDamagedException(string message) : base(message) { }

    /// <summary>An exception with its text and cause.</summary>
    public DataDamagedException(string message, Exception innerException) : base(message, innerException) { }

    /// <summary>Damage at a place.</summary>
    /// <param name="file">The file.</param>
    /// <param name="offset">Where in it.</param>
    /// <param name="firstZxid">The first transaction that may be lost.</param>
    /// <param name="lastZxid">The last transaction that is known to have been there.</param>
    /// <param name="what">What is wrong.</param>
    public DataDamagedException(string file, long offset, long firstZxid, long lastZxid, string what)
        : base($"{file} is damaged at byte {offset}: {what}. At risk: transactions 0x{firstZxid:x} to 0x{Math.Max(firstZxid, lastZxid):x}, and all behind them. "
            + "Restore the folder from a back-up, or give up what is behind that place with ZkDataFolder.Repair.")
    {
        (File, Offset, FirstZxid, LastZxid) = (file, offset, firstZxid, Math.Max(firstZxid, lastZxid));
    }

    /// <summary>The file, empty where the damage is a file that is not there.</summary>
    public string File { get; } = "";

    /// <summary>Where in the file, in bytes.</summary>
    public long Offset { get; }

    /// <summary>The first transaction that may be lost.</summary>
    public long FirstZxid { get; }

    /// <summary>The last transaction that is known to have been there; there may have been more.</summary>
    public long LastZxid { get; }
}
