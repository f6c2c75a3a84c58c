using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>reconfig (3.5).</summary>
internal readonly record struct Reconfig(string? Joining, string? Leaving, string? Members, long FromVersion) : IRequest<Reconfig, NodeData>
{
    public OpCode Type => OpCode.Reconfig;

    public string? Path => null;

    public void Write(ref JuteWriter writer) => new ReconfigRequest(Joining, Leaving, Members, FromVersion).Write(ref writer);

    public NodeData Read(ref JuteReader body, Chroot chroot)
    {
        var reply = GetDataResponse.Read(ref body);
        return new(reply.Data, reply.Stat);
    }
}
