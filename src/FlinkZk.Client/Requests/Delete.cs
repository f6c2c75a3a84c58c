using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>delete.</summary>
internal readonly record struct Delete(string Path, int Version) : IRequest<Delete, Nothing>
{
    public OpCode Type => OpCode.Delete;

    public void Write(ref JuteWriter writer) => new PathVersionRequest(Path, Version).Write(ref writer);

    public Nothing Read(ref JuteReader body, Chroot chroot) => default;
}
