using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>exists; a missing node is an answer, not an error. With a watch, it is armed as the reply is read.</summary>
internal readonly record struct Exists(string Path, WatchInterest? Watch) : IRequest<Exists, Stat?>
{
    public OpCode Type => OpCode.Exists;

    public void Write(ref JuteWriter writer) => new PathWatchRequest(Path, Watch is { IsCovered: false }).Write(ref writer);

    public Stat? Read(ref JuteReader body, Chroot chroot)
    {
        var stat = Stat.Read(ref body);
        Watch?.Arm(WatchKind.Data);
        return stat;
    }

    public static bool TryReadError(in Exists request, ErrorCode error, out Stat? result)
    {
        result = null;
        if (error != ErrorCode.NoNode)
            return false;
        request.Watch?.Arm(WatchKind.Exist);
        return true;
    }
}
