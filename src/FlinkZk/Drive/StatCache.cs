using System.Runtime.CompilerServices;
using FlinkZk.Wire;

namespace FlinkZk;

/// <summary>
/// Remembers for a moment which nodes there are: PowerShell asks a provider up to seven times before it does what was asked for. Everything is forgotten as
/// soon as the session hears of a newer transaction, its own or another's; so it never shows less than the session already knows.
/// </summary>
internal sealed class StatCache
{
    private const int Capacity = 4096;
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(1);
    private static readonly ConditionalWeakTable<ZkSession, StatCache> Table = [];

    private readonly object _gate = new();
    private readonly Dictionary<string, (Stat? Stat, long At)> _known = new(StringComparer.Ordinal);   // gate
    private long _zxid;   // gate
    private (FlinkZkException? Error, long At) _silence;   // gate

    /// <summary>That of a session.</summary>
    public static StatCache Of(ZkSession session) => Table.GetOrCreateValue(session);

    /// <summary>Whether it is known what there is at a path.</summary>
    /// <param name="session">The session.</param>
    /// <param name="path">The node.</param>
    /// <param name="stat">Its Stat; null where there is no node.</param>
    public bool TryGet(ZkSession session, string path, out Stat? stat)
    {
        lock (_gate)
        {
            Refresh(session.Client.LastZxid);
            var known = _known.TryGetValue(path, out var entry) && Environment.TickCount64 - entry.At < Age.TotalMilliseconds;
            stat = known ? entry.Stat : null;
            return known;
        }
    }

    public void Put(ZkSession session, string path, Stat? stat)
    {
        lock (_gate)
        {
            Refresh(session.Client.LastZxid);
            if (_known.Count >= Capacity)
                _known.Clear();
            _known[path] = (stat, Environment.TickCount64);
        }
    }

    /// <summary>Forgets everything: something was written.</summary>
    public void Clear()
    {
        lock (_gate)
            _known.Clear();
    }

    /// <summary>That the server did not answer a question a moment ago: what follows it in the same command need not wait as long once more.</summary>
    public FlinkZkException? Silence
    {
        get
        {
            lock (_gate)
                return Environment.TickCount64 - _silence.At < Age.TotalMilliseconds ? _silence.Error : null;
        }
    }

    public void PutSilence(FlinkZkException error)
    {
        lock (_gate)
            _silence = (error, Environment.TickCount64);
    }

    private void Refresh(long zxid)
    {
        if (_zxid == zxid)
            return;
        _zxid = zxid;
        _known.Clear();
    }
}
