using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>A request failed, or a session could not be had.</summary>
public class ZkException : Exception
{
    /// <summary>An error with ZooKeeper's number for it.</summary>
    /// <param name="code">The number.</param>
    /// <param name="message">What happened, where, and what to do; it becomes one line of <see cref="PlainText"/>.</param>
    /// <param name="path">The node, if there is one.</param>
    /// <param name="mayHaveHappened">Whether the request may have been carried out all the same.</param>
    /// <param name="innerException">The cause.</param>
    public ZkException(ErrorCode code, string message, string? path = null, bool mayHaveHappened = false, Exception? innerException = null)
        : base(PlainText.Line(message), innerException)
    {
        Code = code;
        Path = path;
        MayHaveHappened = mayHaveHappened;
    }

    /// <summary>ZooKeeper's number for the error; numbers that this client does not know stay numbers.</summary>
    public ErrorCode Code { get; }

    /// <summary>The node, as the view that sent the request names it.</summary>
    public string? Path { get; }

    /// <summary>The request was sent and its reply was lost: it may have been carried out.</summary>
    public bool MayHaveHappened { get; }

    /// <summary>The request was to create a node: what does not exist is then its parent.</summary>
    public bool IsOfCreate { get; init; }

    /// <summary>The session is over for good, and its ephemeral nodes and watches with it: nothing sent on it can succeed any more.</summary>
    public bool IsSessionOver => Code is ErrorCode.SessionExpired or ErrorCode.AuthFailed or ErrorCode.UnknownSession or ErrorCode.SessionClosedRequireSaslAuth;
}
