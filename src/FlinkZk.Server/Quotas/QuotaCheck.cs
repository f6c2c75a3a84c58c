using FlinkZk.Server.Diagnostics;
using FlinkZk.Server.Options;
using FlinkZk.Wire;

namespace FlinkZk.Server.Quotas;

/// <summary>
/// Judges a write by the quota above it (<c>ZooKeeperServer.checkQuota</c>). Over a soft limit it is told; over a hard one refused, where
/// quotas are enforced, else told, too. Owned by Prepare.
/// </summary>
internal sealed class QuotaCheck(QuotaTable quotas, PendingUsage pending, ZkServerOptions options)
{
    // As Java's RateLogger: a writer at its limit would fill the log.
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(15);

    private readonly Dictionary<string, long> _told = new(StringComparer.Ordinal);

    /// <summary>Judges a creation (<paramref name="count"/> 1) or other data (0).</summary>
    public ErrorCode Check(string path, int count, int bytes, long session)
    {
        if (quotas.IsEmpty || !options.EnforceQuota && !options.Events.IsOn || quotas.RootOf(path) is not { } root)
            return ErrorCode.Ok;
        if (quotas.LimitsOf(root) is not { } limits)
            return Refuse(root, session);
        var (used, coming) = (quotas.UsageOf(root), pending.Of(root));
        var isOk = Judge(root, "nodes", count, Math.Max(0, used.Count) + coming.Count + count, limits.Count, limits.CountHardLimit, session);
        isOk &= Judge(root, "bytes", bytes, Math.Max(0, used.Bytes) + coming.Bytes + bytes, limits.Bytes, limits.ByteHardLimit, session);
        return isOk || !options.EnforceQuota ? ErrorCode.Ok : ErrorCode.QuotaExceeded;
    }

    private bool Judge(string root, string what, int more, long used, long soft, long hard, long session)
    {
        var (limit, isHard) = hard > QuotaFigures.None ? (hard, true) : (soft, false);
        if (more == 0 || limit <= QuotaFigures.None || used <= limit)
            return true;
        Tell(root, what, used, limit, isHard, session);
        return !isHard;
    }

    // Nobody knows what was meant: where limits are enforced that is none, rather than no limit.
    private ErrorCode Refuse(string root, long session)
    {
        if (IsToTell(root))
            options.Events.Warning(ZkServerLogEvents.QuotaUnreadable,
                $"{QuotaTable.LimitsPath(root)} cannot be read as a quota: {(options.EnforceQuota ? $"writes below {root} are refused" : $"{root} has no limit")} until it is set right, as count=100,bytes=-1, or deleted. Session 0x{session:x} is the first to write.");
        return options.EnforceQuota ? ErrorCode.QuotaExceeded : ErrorCode.Ok;
    }

    private bool IsToTell(string root)
    {
        if (!options.Events.IsOn || _told.TryGetValue(root, out var told) && options.TimeProvider.GetElapsedTime(told) < Quiet)
            return false;
        _told[root] = options.TimeProvider.GetTimestamp();
        return true;
    }

    private void Tell(string root, string what, long used, long limit, bool isHard, long session)
    {
        if (!IsToTell(root))
            return;
        var outcome = !isHard ? "a soft limit: the write goes through" : options.EnforceQuota ? "a hard limit: the write is refused" : "a hard limit, but quotas are not enforced";
        options.Events.Warning(ZkServerLogEvents.QuotaExceeded, $"{root} would have {used} {what}, and its quota is {limit}, {outcome}. Session 0x{session:x} writes {(what == "nodes" ? "one more" : "more data")}.");
    }
}
