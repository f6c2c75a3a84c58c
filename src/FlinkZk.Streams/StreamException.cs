namespace FlinkZk.Streams;

/// <summary>A mistake that ends the job: the plan, an input as a whole, or a result that cannot be represented. What is wrong with one record is a <see cref="Records.RecordError"/>.</summary>
public sealed class StreamException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="id">What kind of mistake it is.</param>
    /// <param name="message">What is wrong and where.</param>
    /// <param name="recommendedAction">What to do about it.</param>
    /// <param name="innerException">What threw, where something did.</param>
    public StreamException(StreamErrorId id, string message, string recommendedAction, Exception? innerException = null)
        : base(message, innerException)
    {
        Id = id;
        RecommendedAction = recommendedAction;
    }

    /// <summary>What kind of mistake it is: stable, for scripts.</summary>
    public StreamErrorId Id { get; }

    /// <summary>What to do about it.</summary>
    public string RecommendedAction { get; }
}
