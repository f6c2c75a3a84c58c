using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>getData. With a watch, it is armed as the reply is read.</summary>
internal readonly record struct GetData(string Path, WatchInterest? Watch) : IRequest<GetData, NodeData>
{
    public OpCode Type => OpCode.GetData;

    public void Write(ref JuteWriter writer) => new PathWatchRequest(Path, Watch is { IsCovered: false }).Write(ref writer);

    public NodeData Read(ref JuteReader body, Chroot chroot)
    {
        var reply = GetDataResponse.Read(ref body);
        Watch?.Arm(WatchKind.Data);
        return new(reply.Data, reply.Stat);
    }
}
