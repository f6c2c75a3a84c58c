using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>getACL.</summary>
internal readonly record struct GetAcl(string Path) : IRequest<GetAcl, NodeAcl>
{
    public OpCode Type => OpCode.GetAcl;

    public void Write(ref JuteWriter writer) => new PathRequest(Path).Write(ref writer);

    public NodeAcl Read(ref JuteReader body, Chroot chroot)
    {
        var reply = GetAclResponse.Read(ref body);
        return new(reply.Acls ?? [], reply.Stat);
    }
}
