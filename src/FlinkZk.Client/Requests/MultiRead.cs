using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>multiRead (3.6): getData and getChildren only; each succeeds or fails alone.</summary>
internal readonly record struct MultiRead(IReadOnlyList<ZkRead> Reads, Chroot Root) : IRequest<MultiRead, IReadOnlyList<ZkReadResult>>
{
    public OpCode Type => OpCode.MultiRead;

    public string? Path => null;

    public void Write(ref JuteWriter writer)
    {
        foreach (var read in Reads)
        {
            MultiHeader.Request(read.Type).Write(ref writer);
            new PathWatchRequest(Root.ToAbsolute(read.Path), Watch: false).Write(ref writer);
        }
        MultiHeader.End.Write(ref writer);
    }

    public IReadOnlyList<ZkReadResult> Read(ref JuteReader body, Chroot chroot)
    {
        var results = new List<ZkReadResult>(Reads.Count);
        while (MultiHeader.Read(ref body) is { Done: false } header)
            results.Add(ReadResult(header.Type, ref body));
        return results.Count == Reads.Count ? results : throw new WireFormatException($"The server answered {results.Count} results for {Reads.Count} reads.");
    }

    private static ZkReadResult ReadResult(OpCode type, ref JuteReader body)
    {
        switch (type)
        {
            case OpCode.GetData:
                var reply = GetDataResponse.Read(ref body);
                return new(ErrorCode.Ok, new NodeData(reply.Data, reply.Stat), null);
            case OpCode.GetChildren:
                return new(ErrorCode.Ok, null, body.ReadStrings() ?? []);
            case OpCode.Error:
                return new(ErrorResponse.Read(ref body).Error, null, null);
            default:
                throw new WireFormatException($"A multi-read's result of type {(int)type} is not known.");
        }
    }
}
