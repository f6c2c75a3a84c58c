namespace FlinkZk.Streams.State;

/// <summary>
/// One key of one operator with all that is kept for it; it goes when nothing is left. A timer holds on to it, so that while one stands the entry stands for the key.
/// <code>
///   slots    [0] NamespaceList    [1] -    ...      one a state of the operator, null while the key has none of it
/// </code>
/// </summary>
/// <param name="key">The key.</param>
/// <param name="hash">Its hash.</param>
internal sealed class KeyEntry(object key, int hash)
{
    // Most operators have one state: it needs no array.
    private object? _first;
    private object?[] _others = [];

    public object Key => key;

    public int Hash => hash;

    public int KeyGroup { get; } = KeyGroups.ForHash(hash, KeyGroups.DefaultMaxParallelism);

    /// <summary>Timers of the key that stand.</summary>
    public int Timers { get; set; }

    public bool IsEmpty => _first is null && Timers == 0 && Array.TrueForAll(_others, slot => slot is null);

    public object? this[int slot]
    {
        get => slot == 0 ? _first : slot <= _others.Length ? _others[slot - 1] : null;
        set
        {
            if (slot == 0)
            {
                _first = value;
                return;
            }

            if (slot > _others.Length)
                Array.Resize(ref _others, slot);
            _others[slot - 1] = value;
        }
    }
}
