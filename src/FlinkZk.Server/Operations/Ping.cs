using FlinkZk.Server.State;
using FlinkZk.Wire;

namespace FlinkZk.Server.Operations;

/// <summary>ping: nothing but the reply's header. That the session lives longer follows from any request.</summary>
internal sealed class Ping : ReadOperation
{
    public override ErrorCode Execute(ref JuteReader request, Database database, in Caller caller, WireBuffer reply) => ErrorCode.Ok;
}
