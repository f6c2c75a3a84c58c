using System.Text;
using System.Text.Unicode;
using FlinkZk.Server.State;
using FlinkZk.Wire;

namespace FlinkZk.Server.Operations;

/// <summary>sync: answered once every write that came before it, from any session, is applied.</summary>
internal sealed class Sync : ReadOperation
{
    public override bool WaitsForWrites => true;

    // The path is no more than an echo, and as Java reads it: what is not UTF-8 comes back as U+FFFD.
    public override ErrorCode Execute(ref JuteReader request, Database database, in Caller caller, WireBuffer reply)
    {
        var writer = new JuteWriter(reply);
        if (!request.TryReadBytes(out var path))
            writer.WriteString(null);
        else if (Utf8.IsValid(path))
            writer.WriteBytes(path);
        else
            writer.WriteString(Encoding.UTF8.GetString(path));
        return ErrorCode.Ok;
    }
}
