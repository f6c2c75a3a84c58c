namespace FlinkZk;

/// <summary>The sessions, or the servers, of one runspace, in the order in which they came. Each has a number, which no other in the process has.</summary>
/// <param name="idOf">The number of one.</param>
internal sealed class RunspaceList<T>(Func<T, int> idOf)
    where T : class
{
    private static int _lastId;
    private readonly List<T> _items = [];

    public static int NextId() => Interlocked.Increment(ref _lastId);

    public T? Last
    {
        get
        {
            lock (_items)
                return _items.Count == 0 ? null : _items[^1];
        }
    }

    /// <summary>A copy: whoever enumerates it may close them meanwhile.</summary>
    public IReadOnlyList<T> All()
    {
        lock (_items)
            return [.. _items];
    }

    public T? Find(int id)
    {
        lock (_items)
            return _items.Find(item => idOf(item) == id);
    }

    public void Add(T item)
    {
        lock (_items)
            _items.Add(item);
    }

    public void Remove(T item)
    {
        lock (_items)
            _items.Remove(item);
    }

    public IReadOnlyList<T> TakeAll()
    {
        lock (_items)
        {
            T[] all = [.. _items];
            _items.Clear();
            return all;
        }
    }
}
