using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>
/// A request on its way, as the pipe sees it: it is written once, and then exactly one of <see cref="Complete"/> and <see cref="Fail"/> ends it.
/// </summary>
internal abstract class Operation
{
    /// <summary>The operation on the wire.</summary>
    public abstract OpCode Type { get; }

    /// <summary>The node as the view names it; null where there is none.</summary>
    public abstract string? Path { get; }

    /// <summary>Whether nobody waits any more. The slot stays: the reply still has to be consumed.</summary>
    public abstract bool IsAbandoned { get; }

    /// <summary>Writes the body. Gate.</summary>
    public abstract void Write(ref JuteWriter writer);

    /// <summary>Takes the reply. Receive loop only.</summary>
    /// <exception cref="WireFormatException">The body cannot be read. The operation has been failed; the connection has to be broken.</exception>
    public abstract void Complete(in ReplyHeader header, ref JuteReader body, RequestPipe pipe);

    /// <summary>Ends the operation without a reply.</summary>
    public abstract void Fail(Failure failure);

    /// <summary>Ends it as <see cref="Fail"/> does, where it was sent and nobody knows what became of it.</summary>
    public abstract void Lose(Failure failure, RequestPipe pipe);
}
