namespace FlinkZk.Streams.State;

/// <summary>How a window's contents grow and what comes out of them (Flink's <c>AggregateFunction</c>).</summary>
/// <typeparam name="TIn">What is added.</typeparam>
/// <typeparam name="TAcc">The contents: changed in place.</typeparam>
/// <typeparam name="TOut">The result.</typeparam>
internal interface IAggregateFunction<in TIn, TAcc, out TOut>
    where TAcc : class
{
    /// <summary>The contents of an empty window.</summary>
    TAcc CreateAccumulator();

    /// <summary>Adds one value.</summary>
    void Add(TIn value, TAcc accumulator);

    /// <summary>Adds the contents of <paramref name="other"/>, which is not used again, to <paramref name="accumulator"/>.</summary>
    void Merge(TAcc accumulator, TAcc other);

    /// <summary>The result so far; the contents stay as they are.</summary>
    TOut GetResult(TAcc accumulator);
}
