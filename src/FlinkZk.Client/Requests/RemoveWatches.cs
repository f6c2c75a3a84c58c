using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>removeWatches.</summary>
internal readonly record struct RemoveWatches(string Path, WatcherType Watches) : IRequest<RemoveWatches, Nothing>
{
    public OpCode Type => OpCode.RemoveWatches;

    public void Write(ref JuteWriter writer) => new WatcherTypeRequest(Path, Watches).Write(ref writer);

    public Nothing Read(ref JuteReader body, Chroot chroot) => default;
}
