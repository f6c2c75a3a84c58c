namespace FlinkZk.Wire;

/// <summary>Sizes that both ends must agree on.</summary>
public static class Limits
{
    /// <summary>
    /// jute.maxbuffer's default, in bytes, headers included, the four length bytes not: 0xfffff passes, one more and the server
    /// closes the connection without a word (<c>BinaryInputArchive.maxBuffer</c>).
    /// </summary>
    public const int MaxFrame = 0xfffff;

    /// <summary>The length that stands before each frame.</summary>
    public const int LengthPrefix = 4;

    /// <summary>xid and type.</summary>
    public const int RequestHeader = 8;

    /// <summary>xid, zxid and error.</summary>
    public const int ReplyHeader = 16;

    /// <summary>
    /// Bytes of paths in one setWatches request (<c>ClientCnxn.SET_WATCHES_MAX_LENGTH</c>): one larger than a frame would break each new connection for ever (ZOOKEEPER-706).
    /// </summary>
    public const int SetWatchesBatch = 128 * 1024;

    /// <summary>The session password's length.</summary>
    public const int Password = 16;
}
