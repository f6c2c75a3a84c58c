namespace FlinkZk.Streams.Windows;

/// <summary>The keys of one window, numbered from 0 in the order in which they came.</summary>
internal abstract class KeyIndex
{
    /// <summary>How many keys there are.</summary>
    public int Count { get; protected set; }

    /// <summary>The number of a key, which is new if it was not there.</summary>
    /// <returns>-1 where the key is of a kind that this index cannot hold.</returns>
    public abstract int FindOrAdd(object key);

    /// <summary>The key of a number.</summary>
    public abstract object Key(int id);

    /// <summary>The hash from which the key's group comes.</summary>
    public abstract int Hash(int id);

    /// <summary>An index that begins with this key.</summary>
    /// <param name="first">The key.</param>
    /// <param name="expected">How many keys are expected.</param>
    public static KeyIndex For(object first, int expected) => first switch
    {
        long => new Int64KeyIndex(expected),
        string => new TextKeyIndex(expected),
        _ => new ObjectKeyIndex(),
    };
}
