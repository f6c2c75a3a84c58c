using System.Net;

namespace FlinkZk.Clusters.Http;

/// <summary>A request that a Flink cluster did not carry out, or of which that is not known.</summary>
public sealed class FlinkException : Exception
{
    /// <summary>A failure.</summary>
    /// <param name="problem">Of what kind.</param>
    /// <param name="outcome">Whether it was carried out.</param>
    /// <param name="message">What is wrong and where, a sentence.</param>
    /// <param name="innerException">What it came from.</param>
    public FlinkException(FlinkProblem problem, FlinkOutcome outcome, string message, Exception? innerException = null)
        : base(message, innerException) => (Problem, Outcome) = (problem, outcome);

    /// <summary>Of what kind.</summary>
    public FlinkProblem Problem { get; }

    /// <summary>Whether it was carried out; of a read it does not matter.</summary>
    public FlinkOutcome Outcome { get; }

    /// <summary>Where it was sent last; null if nowhere.</summary>
    public Uri? Address { get; init; }

    /// <summary>HTTP's status; null without an answer.</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>What the server said, with its stack; null without an answer.</summary>
    public string? ServerText { get; init; }

    /// <summary>How one sees whether it was carried out; null where that is known.</summary>
    public string? HowToSee { get; init; }

    /// <summary>What helps, by how the server is reached and what it is; null where the kind of the problem alone tells.</summary>
    public string? Hint { get; internal set; }

    /// <summary>A savepoint that was written although the operation failed; null if there is none.</summary>
    public string? Savepoint { get; init; }

    /// <summary>Whether the next try may go better: nobody leads yet, the leader cannot be reached, the connection broke.</summary>
    internal bool IsTransient { get; init; }

    /// <summary>The same, of which it is not known whether it was carried out.</summary>
    /// <param name="message">What is wrong and where; null for the same.</param>
    /// <param name="howToSee">How one sees whether it was carried out.</param>
    internal FlinkException AsUnknown(string? message = null, string? howToSee = null) => new(Problem, FlinkOutcome.Unknown, message ?? Message, this)
    {
        Address = Address,
        Status = Status,
        ServerText = ServerText,
        Savepoint = Savepoint,
        HowToSee = howToSee ?? HowToSee,
        Hint = Hint,
        IsTransient = IsTransient,
    };
}
