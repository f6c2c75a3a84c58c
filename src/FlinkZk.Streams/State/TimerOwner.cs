namespace FlinkZk.Streams.State;

/// <summary>Whose a timer is: a namespace of a key. An entry lives as long as one of its timers stands, so it stands for the key.</summary>
internal readonly record struct TimerOwner(KeyEntry Entry, StateNamespace Namespace);
