namespace FlinkZk.Server.Memory;

/// <summary>What waits in all outboxes together for clients to read it, and who has too much of it.</summary>
internal sealed class AnswerMemory(long most)
{
    // Less than this is nobody's fault: what one go of reads may answer.
    private const int NeverTooMuch = 128 * 1024;
    private long _waiting;
    private int _outboxes;

    /// <summary>The most that should wait.</summary>
    public long Most => most;

    /// <summary>Bytes that wait.</summary>
    public long Waiting => Interlocked.Read(ref _waiting);

    /// <summary>Whether who still has answers waiting should ask for no more.</summary>
    public bool IsTight => Waiting > most / 2;

    public void Open() => Interlocked.Increment(ref _outboxes);

    public void Add(int bytes) => Interlocked.Add(ref _waiting, bytes);

    public void Remove(int bytes) => Interlocked.Add(ref _waiting, -bytes);

    public void Close(int bytes)
    {
        Remove(bytes);
        Interlocked.Decrement(ref _outboxes);
    }

    /// <summary>Whether all have too much, and one that has so much has more than its share of it.</summary>
    public bool IsTooMuch(int own) => own > NeverTooMuch && Waiting > most && own > most / Math.Max(1, Volatile.Read(ref _outboxes));
}
