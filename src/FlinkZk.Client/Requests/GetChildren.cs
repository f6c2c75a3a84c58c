using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>getChildren2. With a watch, it is armed as the reply is read.</summary>
internal readonly record struct GetChildren(string Path, WatchInterest? Watch) : IRequest<GetChildren, NodeChildren>
{
    public OpCode Type => OpCode.GetChildren2;

    public void Write(ref JuteWriter writer) => new PathWatchRequest(Path, Watch is { IsCovered: false }).Write(ref writer);

    public NodeChildren Read(ref JuteReader body, Chroot chroot)
    {
        var names = body.ReadStrings() ?? [];
        var stat = Stat.Read(ref body);
        Watch?.Arm(WatchKind.Child);
        return new(names, stat);
    }
}
