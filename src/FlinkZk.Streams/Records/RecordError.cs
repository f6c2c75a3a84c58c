namespace FlinkZk.Streams.Records;

/// <summary>Why one record could not be used. The stream can go on without it; the caller decides.</summary>
/// <param name="Id">What kind of mistake it is: stable, for scripts.</param>
/// <param name="Message">What is wrong, with the offending text.</param>
/// <param name="RecommendedAction">What to do about it.</param>
/// <param name="Position">Where the record came from.</param>
/// <param name="Target">The record: an <see cref="IRow"/>, or the line's text (shortened) where no row could be made of it.</param>
public sealed record RecordError(StreamErrorId Id, string Message, string RecommendedAction, SourcePosition Position, object? Target)
{
    /// <summary>The property that the record lacks, where that is what is wrong.</summary>
    internal PropertyReader? Missing { get; init; }

    /// <summary>The property that the error is about, where it is about one.</summary>
    public string? Property { get; init; }

    /// <summary>What threw, where something did.</summary>
    public Exception? Cause { get; init; }
}
