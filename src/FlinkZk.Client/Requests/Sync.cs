using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>sync.</summary>
internal readonly record struct Sync(string Path) : IRequest<Sync, Nothing>
{
    public OpCode Type => OpCode.Sync;

    public void Write(ref JuteWriter writer) => new PathRequest(Path).Write(ref writer);

    public Nothing Read(ref JuteReader body, Chroot chroot) => default;
}
