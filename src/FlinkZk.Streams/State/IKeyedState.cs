namespace FlinkZk.Streams.State;

/// <summary>
/// The keyed state of one operator: whatever holds it, a value is addressed by (state's name, key group, key, namespace). All states speak for the current key.
/// A state is asked for once, when its operator opens.
/// </summary>
internal interface IKeyedState
{
    /// <summary>The key for which states speak.</summary>
    object CurrentKey { get; set; }

    ValueState<T> Value<T>(string name, StateSerializer<T> serializer, StateTtl? ttl = null);

    ListState<T> List<T>(string name, StateSerializer<T> serializer, StateTtl? ttl = null);

    MapState<TKey, TValue> Map<TKey, TValue>(string name, StateSerializer<TKey> key, StateSerializer<TValue> value, IComparer<TKey> order, StateTtl? ttl = null)
        where TKey : notnull;

    ReducingState<T> Reducing<T>(string name, StateSerializer<T> serializer, Func<T, T, T> reduce, StateTtl? ttl = null);

    AggregatingState<TIn, TAcc, TOut> Aggregating<TIn, TAcc, TOut>(string name, StateSerializer<TAcc> serializer, IAggregateFunction<TIn, TAcc, TOut> function, StateTtl? ttl = null)
        where TAcc : class;
}
