namespace FlinkZk.Streams.Records;

/// <summary>
/// Thrown by a filter or a projection of the caller's to say that this record cannot be judged: it becomes a <see cref="RecordError"/>.
/// Any other exception ends the job and reaches the caller as it is, so that a stopped pipeline stops.
/// </summary>
public sealed class RecordException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What is wrong with the record.</param>
    /// <param name="innerException">What threw.</param>
    public RecordException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
