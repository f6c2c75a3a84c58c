namespace FlinkZk.Server.Log;

/// <summary>The log could not be written. What was acknowledged is safe; nothing more is acknowledged until the server is started again.</summary>
internal sealed class LogFailedException(string path, long offset, Exception cause)
    : IOException($"The log could not be written at {path}, offset {offset}: {cause.Message} Everything acknowledged before is safe; no write is accepted any more. Look after the disk, then start the server again.", cause)
{
    /// <summary>The segment.</summary>
    public string Path => path;

    /// <summary>Everything before it is synced.</summary>
    public long Offset => offset;
}
