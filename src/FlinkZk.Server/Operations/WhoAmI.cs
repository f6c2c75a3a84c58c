using FlinkZk.Server.State;
using FlinkZk.Wire;

namespace FlinkZk.Server.Operations;

/// <summary>whoAmI: the connection's identities, without secrets.</summary>
internal sealed class WhoAmI : ReadOperation
{
    public override ErrorCode Execute(ref JuteReader request, Database database, in Caller caller, WireBuffer reply)
    {
        var writer = new JuteWriter(reply);
        writer.BeginVector(caller.Identities.Count);
        foreach (var identity in caller.Identities)
            new ClientId(identity.Scheme, identity.UserName).Write(ref writer);
        return ErrorCode.Ok;
    }
}
