namespace FlinkZk.Streams.State;

/// <summary>One named state of an operator: a value for each key and namespace.</summary>
/// <param name="slot">Its place in <see cref="KeyEntry"/>.</param>
/// <param name="descriptor">Its name, and how its values are written.</param>
internal sealed class StateTable<T>(int slot, StateDescriptor<T> descriptor) : IStateTable
{
    public string Name => descriptor.Name;

    /// <summary>The key's values; null when it has none.</summary>
    public NamespaceList<T>? Of(KeyEntry entry) => (NamespaceList<T>?)entry[slot];

    public NamespaceList<T> GetOrAdd(KeyEntry entry)
    {
        if (entry[slot] is NamespaceList<T> list)
            return list;
        list = new NamespaceList<T>();
        entry[slot] = list;
        return list;
    }

    public bool TryGet(KeyEntry entry, StateNamespace at, out T value)
    {
        value = default!;
        if (Of(entry) is not { } list || list.IndexOf(at) is not (>= 0 and var index))
            return false;
        value = list.Value(index);
        return true;
    }

    public void Set(KeyEntry entry, StateNamespace at, T value)
    {
        var list = GetOrAdd(entry);
        var index = list.IndexOf(at);
        if (index >= 0)
            list.Value(index) = value;
        else
            list.Insert(~index, at, value);
    }

    public void Remove(KeyEntry entry, StateNamespace at)
    {
        if (Of(entry) is { } list && list.IndexOf(at) is >= 0 and var index)
            list.RemoveRange(index, 1);
        Trim(entry);
    }

    /// <summary>Removes the values that are of no more use.</summary>
    public void RemoveWhere(KeyEntry entry, Predicate<T> useless)
    {
        if (Of(entry) is not { } list)
            return;
        for (var i = list.Count - 1; i >= 0; i--)
        {
            if (useless(list.Value(i)))
                list.RemoveRange(i, 1);
        }

        Trim(entry);
    }

    /// <inheritdoc/>
    public void Trim(KeyEntry entry)
    {
        if (Of(entry) is { Count: 0 })
            entry[slot] = null;
    }

    public int Count(KeyEntry entry) => Of(entry)?.Count ?? 0;

    public void Write(KeyEntry entry, StateWriter writer)
    {
        var list = Of(entry);
        writer.Write(list?.Count ?? 0);
        for (var i = 0; i < list?.Count; i++)
        {
            writer.Write(list[i].First);
            writer.Write(list[i].Second);
            descriptor.Serializer.Write(writer, list.Value(i));
        }
    }

    public void Read(KeyEntry entry, StateReader reader)
    {
        for (var count = reader.ReadInt32(); count > 0; count--)
            Set(entry, new StateNamespace(reader.ReadInt64(), reader.ReadInt64()), descriptor.Serializer.Read(reader));
    }
}
