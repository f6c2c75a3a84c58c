namespace FlinkZk.Streams.State;

/// <summary>A named state, whatever its values are.</summary>
internal interface IStateTable
{
    string Name { get; }

    /// <summary>The number of namespaces in which the key has a value.</summary>
    int Count(KeyEntry entry);

    /// <summary>Forgets a key's list that has become empty.</summary>
    void Trim(KeyEntry entry);

    /// <summary>Writes a key's values.</summary>
    void Write(KeyEntry entry, StateWriter writer);

    /// <summary>Reads what <see cref="Write"/> has written.</summary>
    void Read(KeyEntry entry, StateReader reader);
}
