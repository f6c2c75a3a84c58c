using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>addWatch; the watch is armed as the reply is read.</summary>
internal readonly record struct AddWatch(string Path, AddWatchMode Mode, WatchInterest Watch) : IRequest<AddWatch, Nothing>
{
    public OpCode Type => OpCode.AddWatch;

    public void Write(ref JuteWriter writer) => new AddWatchRequest(Path, Mode).Write(ref writer);

    public Nothing Read(ref JuteReader body, Chroot chroot)
    {
        Watch.Arm(Watch.Kind);
        return default;
    }
}
