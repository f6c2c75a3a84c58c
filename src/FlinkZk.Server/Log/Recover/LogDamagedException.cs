using FlinkZk.Server.Errors;

namespace FlinkZk.Server.Log;

/// <summary>
/// The log, or a snapshot, is damaged, and acknowledged transactions may be lost. Nothing is served; nothing on the disk was changed.
/// </summary>
internal sealed class LogDamagedException : IOException
{
    public LogDamagedException(string path, long offset, string problem, long firstAtRisk, long lastAtRisk, LogFault? fault = null)
        : base($"{path}, offset {offset}: {problem}. {Risk(firstAtRisk, lastAtRisk)} {Remedy(fault)}")
    {
        (Path, Offset, Problem, FirstAtRisk, LastAtRisk, Fault) = (path, offset, problem, firstAtRisk, lastAtRisk, fault);
    }

    /// <summary>The file that is damaged, or would be needed.</summary>
    public string Path { get; }

    /// <summary>Where in it the damage begins.</summary>
    public long Offset { get; }

    /// <summary>What is wrong there.</summary>
    public string Problem { get; }

    /// <summary>The first transaction that may be lost.</summary>
    public long FirstAtRisk { get; }

    /// <summary>The last one known of; less than <see cref="FirstAtRisk"/> if none is known, although there may have been some.</summary>
    public long LastAtRisk { get; }

    /// <summary>What a repair would put aside; null if nothing but a snapshot alone could help.</summary>
    public LogFault? Fault { get; }

    /// <summary>The same, for who asked for the data.</summary>
    public DataDamagedException ToDataDamaged() => new(Message, Path, Offset, FirstAtRisk, LastAtRisk >= FirstAtRisk ? LastAtRisk : null, this);

    private static string Risk(long first, long last) => last >= first
        ? $"Transactions 0x{first:x} to 0x{last:x} are at risk."
        : $"Transactions from 0x{first:x} on, if there were any, are at risk.";

    private static string Remedy(LogFault? fault) => fault is null
        ? "Restore the missing or damaged files from a copy; or, if there is a whole snapshot, go on from that by a repair, which gives up what came after it."
        : "Restore the file from a copy, or give up what is behind that place by a repair: it keeps what is damaged beside.";
}

/// <summary>Where a log stops being good, and thus what a repair has to put aside.</summary>
/// <param name="Segment">The segment that can be read up to <paramref name="Offset"/>; all later ones are useless.</param>
/// <param name="Offset">The end of its last good record; 0 if not even the header is.</param>
/// <param name="Snapshot">Instead, a snapshot that does not fit the log.</param>
internal sealed record LogFault(uint Segment, long Offset, long? Snapshot = null);
