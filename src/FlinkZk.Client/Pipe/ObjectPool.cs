namespace FlinkZk.Client;

/// <summary>A small bounded stack of spare objects. Empty or contended, <see cref="TryRent"/> fails: an allocation is cheaper than a wait.</summary>
internal sealed class ObjectPool<T>(int capacity) where T : class
{
    private readonly T?[] _items = new T?[capacity];
    private int _count;   // gate
    private int _gate;    // 0 free, 1 taken

    public bool TryRent(out T item)
    {
        item = null!;
        if (Volatile.Read(ref _count) == 0 || !TryEnter())
            return false;
        if (_count > 0)
        {
            item = _items[--_count]!;
            _items[_count] = null;
        }
        Volatile.Write(ref _gate, 0);
        return item is not null;
    }

    public void Return(T item)
    {
        if (Volatile.Read(ref _count) == capacity || !TryEnter())
            return;
        if (_count < capacity)
            _items[_count++] = item;
        Volatile.Write(ref _gate, 0);
    }

    private bool TryEnter()
    {
        // The gate is held for a handful of instructions: a few looks nearly always find it free.
        for (var tries = 0; tries < 8; tries++)
        {
            if (Volatile.Read(ref _gate) == 0 && Interlocked.CompareExchange(ref _gate, 1, 0) == 0)
                return true;
            Thread.SpinWait(4);
        }
        return false;
    }
}
