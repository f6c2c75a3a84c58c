using FlinkZk.Server.State;
using FlinkZk.Wire;

namespace FlinkZk.Server.Operations;

/// <summary>multiRead: several getData and getChildren; each succeeds or fails alone. What would make the answer too large fails, for a request of some bytes could ask for all memory.</summary>
/// <param name="getData">Carries out a getData.</param>
/// <param name="getChildren">Carries out a getChildren.</param>
/// <param name="mostAnswer">Bytes of the answer from which on parts fail.</param>
internal sealed class MultiRead(ReadOperation getData, ReadOperation getChildren, int mostAnswer) : ReadOperation
{
    public override ErrorCode Execute(ref JuteReader request, Database database, in Caller caller, WireBuffer reply)
    {
        var first = reply.Length;
        for (var header = MultiHeader.Read(ref request); !header.Done; header = MultiHeader.Read(ref request))
        {
            var operation = header.Type switch
            {
                OpCode.GetData => getData,
                OpCode.GetChildren => getChildren,
                _ => throw new WireFormatException($"multiRead cannot hold {header.Type}."),
            };
            var start = reply.Length;
            WriteHeader(reply, new(header.Type, Done: false, ErrorCode.Ok));
            var error = operation.Execute(ref request, database, caller, reply);
            if (error == ErrorCode.Ok && reply.Length - first > mostAnswer)
                error = ErrorCode.SystemError;
            if (error == ErrorCode.Ok)
                continue;
            reply.Truncate(start);
            WriteHeader(reply, new(OpCode.Error, Done: false, error));
            new JuteWriter(reply).WriteInt((int)error);
        }
        WriteHeader(reply, MultiHeader.End);
        return ErrorCode.Ok;
    }

    private static void WriteHeader(WireBuffer reply, MultiHeader header)
    {
        var writer = new JuteWriter(reply);
        header.Write(ref writer);
    }
}
