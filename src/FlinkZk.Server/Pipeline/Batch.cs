using FlinkZk.Wire;

namespace FlinkZk.Server;

/// <summary>
/// Requests that go through log and Apply together. Prepare fills it, then hands it on and does not touch it again. The transactions
/// lie in <see cref="Bytes"/> exactly as the log wants them; a read among them has no bytes.
/// </summary>
internal sealed class Batch
{
    // As SyncRequestProcessor: at most 1000 requests; and 1 MiB, which syncs in about a millisecond.
    private const int MostEntries = 1000;
    private const int MostBytes = 1024 * 1024;

    public WireBuffer Bytes { get; } = new(64 * 1024);

    public List<Entry> Entries { get; } = [];

    public bool IsFull => Entries.Count >= MostEntries || Bytes.Length >= MostBytes;

    /// <summary>The last transaction in it, 0 if there is none.</summary>
    public long LastZxid { get; private set; }

    public void AddRead(Request request) => Entries.Add(new(request, 0, 0, 0));

    public void AddTransaction(Request request, int offset, long zxid)
    {
        Entries.Add(new(request, offset, Bytes.Length - offset, zxid));
        LastZxid = zxid;
    }

    public void Clear()
    {
        Entries.Clear();
        Bytes.Clear(keep: 4 * MostBytes);
        LastZxid = 0;
    }

    /// <param name="Request">The request.</param>
    /// <param name="Offset">Where its transaction begins, header first.</param>
    /// <param name="Length">The transaction's bytes; 0 for a read.</param>
    /// <param name="Zxid">The transaction's number.</param>
    internal readonly record struct Entry(Request Request, int Offset, int Length, long Zxid);
}
