using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>getEphemerals (3.6): this session's own, below a prefix.</summary>
internal readonly record struct GetEphemerals(string Path) : IRequest<GetEphemerals, IReadOnlyList<string>>
{
    public OpCode Type => OpCode.GetEphemerals;

    public void Write(ref JuteWriter writer) => new PathRequest(Path).Write(ref writer);

    public IReadOnlyList<string> Read(ref JuteReader body, Chroot chroot) =>
        // The server compares text: below /a it also finds /ab.
        [.. (body.ReadStrings() ?? []).Where(chroot.Contains).Select(chroot.ToRelative)];
}
