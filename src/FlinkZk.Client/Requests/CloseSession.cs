using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>closeSession: the server deletes the session's ephemeral nodes, answers and closes the connection.</summary>
internal readonly record struct CloseSession : IRequest<CloseSession, Nothing>
{
    public OpCode Type => OpCode.CloseSession;

    public string? Path => null;

    public void Write(ref JuteWriter writer) { }

    public Nothing Read(ref JuteReader body, Chroot chroot) => default;
}
