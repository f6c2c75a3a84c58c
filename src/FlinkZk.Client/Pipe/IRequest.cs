using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>One kind of request: what is written, and how its reply is read. A struct, so that it costs no object.</summary>
internal interface IRequest<TSelf, TResult> where TSelf : struct, IRequest<TSelf, TResult>
{
    /// <summary>The operation on the wire.</summary>
    OpCode Type { get; }

    /// <summary>The node as the server knows it, for error messages; null where there is none.</summary>
    string? Path { get; }

    /// <summary>Writes the body. Gate: must not block or call out.</summary>
    void Write(ref JuteWriter writer);

    /// <summary>Reads the reply's body. Receive loop: must not block; a <see cref="ZkException"/> fails the request, anything else the connection.</summary>
    TResult Read(ref JuteReader body, Chroot chroot);

    /// <summary>Turns an error into a result, where an error is an answer (exists of a missing node).</summary>
    static virtual bool TryReadError(in TSelf request, ErrorCode error, out TResult result)
    {
        result = default!;
        return false;
    }

    /// <summary>The caller gave up before this good reply came. Receive loop.</summary>
    static virtual void OnAbandoned(in TSelf request, ref JuteReader body, RequestPipe pipe) { }

    /// <summary>The connection broke before the reply came: nobody knows whether it was carried out. The session, between two connections.</summary>
    /// <param name="request">The request.</param>
    /// <param name="isAwaited">Whether its caller is told so; else he has given up, and nobody looks.</param>
    /// <param name="pipe">The pipe.</param>
    static virtual void OnLost(in TSelf request, bool isAwaited, RequestPipe pipe) { }
}

/// <summary>The result of a request whose reply has no body worth keeping.</summary>
internal readonly struct Nothing;
