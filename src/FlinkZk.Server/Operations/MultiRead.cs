using FlinkZk.Server.State;
using FlinkZk.Wire;

namespace FlinkZk.Server.Operations;

/// <summary>multiRead: several getData and getChildren; each succeeds or fails alone. What would make the answer too large fails, for a request of some bytes could ask for all memory.</summary>
internal sealed class MultiRead(ReadOperation getData, ReadOperation getChildren) : ReadOperation
{
    // Far over what a client takes (jute.maxbuffer, 1 MiB by default).
    private const int MostAnswer = 64 * 1024 * 1024;

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
            if (error == ErrorCode.Ok && reply.Length - first > MostAnswer)
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
