using FlinkZk.Server.Log;
using FlinkZk.Wire;

namespace FlinkZk.Server.Pipeline;

/// <summary>
/// Requests that go through log and Apply together. Prepare fills it, then returns it and does not touch it again. The transactions
/// lie in <see cref="Records"/> exactly as the log wants them; a read among them, or a write that is refused, has none.
/// </summary>
internal sealed class Batch : ILogBatch
{
    public WireBuffer Records { get; } = new(64 * 1024);

    public List<Entry> Entries { get; } = [];

    int ILogBatch.Requests => Entries.Count;

    public bool IsFull => ILogBatch.IsFull(this);

    public void AddUnlogged(Request request) => Entries.Add(new(request, 0, 0));

    public void AddTransaction(Request request, int offset) => Entries.Add(new(request, offset, Records.Length - offset));

    public void Clear()
    {
        Entries.Clear();
        Records.Clear(keep: 4 * ILogBatch.MostBytes);
    }

    /// <param name="Request">The request.</param>
    /// <param name="Offset">Where its transaction begins, header first.</param>
    /// <param name="Length">The transaction's bytes; 0 if there is none.</param>
    internal readonly record struct Entry(Request Request, int Offset, int Length);
}
