namespace FlinkZk.Streams.State;

/// <summary>Whose a timer is: a namespace of a key. An entry lives as long as one of its timers stands, so it stands for the key.</summary>
internal readonly record struct TimerOwner(KeyEntry Entry, StateNamespace Namespace)
{
    // A trigger asks for its timer with every record: what the compiler would make of this shows there.
    public bool Equals(TimerOwner other) => ReferenceEquals(Entry, other.Entry) && Namespace.First == other.Namespace.First && Namespace.Second == other.Namespace.Second;

    public override int GetHashCode() => unchecked(Entry.Hash * 31 + (int)Namespace.Second ^ (int)(Namespace.Second >>> 32));
}
