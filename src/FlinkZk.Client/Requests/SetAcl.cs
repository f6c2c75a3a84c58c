using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>setACL.</summary>
internal readonly record struct SetAcl(string Path, IReadOnlyList<Acl> Entries, int Version) : IRequest<SetAcl, Stat>
{
    public OpCode Type => OpCode.SetAcl;

    public void Write(ref JuteWriter writer) => new SetAclRequest(Path, Entries, Version).Write(ref writer);

    public Stat Read(ref JuteReader body, Chroot chroot) => Stat.Read(ref body);
}
