using FlinkZk.Server.Operations;
using FlinkZk.Server.State;
using FlinkZk.Wire;

namespace FlinkZk.Server.Pipeline;

/// <summary>What carrying out a read has in common on a connection's own loop and behind its writes.</summary>
internal static class RequestExecution
{
    /// <summary>Where a reply's error stands, behind the length, the xid and the zxid.</summary>
    private const int ErrorOffset = Limits.LengthPrefix + 12;

    public static ErrorCode Read(ReadOperation operation, ReadOnlySpan<byte> body, Database database, in Caller caller, WireBuffer reply)
    {
        var reader = new JuteReader(body);
        try
        {
            return operation.Execute(ref reader, database, caller, reply);
        }
        catch (WireFormatException)
        {
            return ErrorCode.MarshallingError;
        }
    }

    /// <summary>Completes the reply that begins at <paramref name="start"/>; an error has no body.</summary>
    public static void EndReply(WireBuffer reply, int start, ErrorCode error)
    {
        if (error != ErrorCode.Ok)
        {
            reply.Truncate(start + Limits.LengthPrefix + Limits.ReplyHeader);
            reply.PatchInt(start + ErrorOffset, (int)error);
        }
        reply.EndFrame(start);
    }
}
