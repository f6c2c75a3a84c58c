namespace FlinkZk.Server.Journal;

/// <summary>What a log record says; never 0.</summary>
internal enum LogRecordKind : byte
{
    /// <summary>A transaction, header first.</summary>
    Transaction = 1,
    /// <summary>Nothing but its promise: written when the log is idle, so that the last batch is covered, too.</summary>
    Mark = 2,
    /// <summary>The server was stopped in order, and the file cut to its length behind this.</summary>
    Closed = 4,
    /// <summary>The next segment exists, and goes on from here.</summary>
    Rotated = 3,
}
