namespace FlinkZk.Server.State;

/// <summary>The one lock of a database: many read, one changes. Whoever is in leaves by disposing what let him in.</summary>
internal sealed class DatabaseGate : IDisposable
{
    private readonly ReaderWriterLockSlim _lock = new();

    /// <summary>Whether this thread reads.</summary>
    public bool IsReading => _lock.IsReadLockHeld;

    /// <summary>Whether this thread changes something.</summary>
    public bool IsWriting => _lock.IsWriteLockHeld;

    /// <summary>Waits until nobody changes anything.</summary>
    public Scope Read()
    {
        _lock.EnterReadLock();
        return new(_lock, writes: false);
    }

    /// <summary>Waits until nobody else is in.</summary>
    public Scope Write()
    {
        _lock.EnterWriteLock();
        return new(_lock, writes: true);
    }

    public void Dispose() => _lock.Dispose();

    /// <summary>Being in; the default is being out.</summary>
    public readonly ref struct Scope
    {
        private readonly ReaderWriterLockSlim? _lock;
        private readonly bool _writes;

        internal Scope(ReaderWriterLockSlim entered, bool writes) => (_lock, _writes) = (entered, writes);

        public void Dispose()
        {
            if (_writes)
                _lock!.ExitWriteLock();
            else
                _lock?.ExitReadLock();
        }
    }
}
