using FlinkZk.Wire;

namespace FlinkZk.Server;

/// <summary>sync: answered once every write that came before it, from any session, is applied.</summary>
internal sealed class Sync : ReadOperation
{
    public override bool WaitsForWrites => true;

    public override ErrorCode Execute(ref JuteReader request, Database database, in Caller caller, WireBuffer reply)
    {
        new JuteWriter(reply).WriteBytes(ReadPath(ref request));
        return ErrorCode.Ok;
    }
}
