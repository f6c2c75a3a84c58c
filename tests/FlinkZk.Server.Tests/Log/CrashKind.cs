namespace FlinkZk.Server.Tests.Log;

/// <summary>What a crash does to that which was not synced.</summary>
internal enum CrashKind
{
    /// <summary>It is gone: bytes and names.</summary>
    EverythingLost,

    /// <summary>It is there: a process was killed, not a machine.</summary>
    EverythingKept,

    /// <summary>Names are there, bytes are not.</summary>
    BytesLost,

    /// <summary>Some names, some sectors, some cut.</summary>
    Torn,
}
