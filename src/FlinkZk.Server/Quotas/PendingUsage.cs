using System.Runtime.InteropServices;

namespace FlinkZk.Server.Quotas;

/// <summary>
/// What prepared transactions will add to each quota's usage, until they are applied: so that requests which come one right after the
/// other, or in one multi, are judged by each other's. Owned by Prepare.
/// </summary>
internal sealed class PendingUsage
{
    private readonly Dictionary<string, (long Count, long Bytes)> _sums = new(StringComparer.Ordinal);
    private readonly Queue<(string Root, int Count, int Bytes, long Zxid)> _order = new();
    private readonly List<(string Root, int Count, int Bytes, long Zxid)> _multi = [];

    public (long Count, long Bytes) Of(string root) => _sums.GetValueOrDefault(root);

    public void Add(string root, int count, int bytes, long zxid, bool inMulti)
    {
        Sum(root, count, bytes);
        _order.Enqueue((root, count, bytes, zxid));
        if (inMulti)
            _multi.Add((root, count, bytes, zxid));
    }

    public void BeginMulti() => _multi.Clear();

    /// <summary>Takes back what the multi has added.</summary>
    public void RollBack()
    {
        foreach (var (root, count, bytes, zxid) in _multi)
        {
            Sum(root, -count, -bytes);
            _order.Enqueue((root, -count, -bytes, zxid));
        }
        _multi.Clear();
    }

    /// <summary>Forgets what is counted in the tree now.</summary>
    public void Forget(long appliedZxid)
    {
        while (_order.TryPeek(out var oldest) && oldest.Zxid <= appliedZxid)
        {
            _order.Dequeue();
            Sum(oldest.Root, -oldest.Count, -oldest.Bytes);
        }
        if (_order.Count == 0)
            _sums.Clear();
    }

    private void Sum(string root, int count, int bytes)
    {
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(_sums, root, out _);
        sum = (sum.Count + count, sum.Bytes + bytes);
    }
}
