using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>setData.</summary>
internal readonly record struct SetData(string Path, byte[]? Data, int Version) : IRequest<SetData, Stat>
{
    public OpCode Type => OpCode.SetData;

    public void Write(ref JuteWriter writer) => new SetDataRequest(Path, Data, Version).Write(ref writer);

    public Stat Read(ref JuteReader body, Chroot chroot) => Stat.Read(ref body);
}
