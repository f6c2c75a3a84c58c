using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>checkWatches (3.5): whether the server holds a watch of this session. None is an answer, not an error.</summary>
internal readonly record struct CheckWatches(string Path, WatcherType Watches) : IRequest<CheckWatches, bool>
{
    public OpCode Type => OpCode.CheckWatches;

    public void Write(ref JuteWriter writer) => new WatcherTypeRequest(Path, Watches).Write(ref writer);

    public bool Read(ref JuteReader body, Chroot chroot) => true;

    public static bool TryReadError(in CheckWatches request, ErrorCode error, out bool result)
    {
        result = false;
        return error == ErrorCode.NoWatcher;
    }
}
