using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>create2, createContainer or createTTL, as the mode wants it: all three answer with path and Stat. Create itself, the plain form, answers the path only.</summary>
internal readonly record struct Create(string Path, CreateArguments Arguments, bool IsPlain = false) : IRequest<Create, CreatedNode>
{
    public OpCode Type => IsPlain ? OpCode.Create : Arguments.Type;

    public void Write(ref JuteWriter writer) => Arguments.Write(ref writer, Path);

    public CreatedNode Read(ref JuteReader body, Chroot chroot)
    {
        // The path is new only where the server has put a number behind it.
        var path = Arguments.IsSequential ? body.ReadString() ?? "" : SkipPath(ref body);
        return new(chroot.ToRelative(path), IsPlain ? default : Stat.Read(ref body));
    }

    public static void OnAbandoned(in Create request, ref JuteReader body, RequestPipe pipe)
    {
        var path = body.ReadString() ?? request.Path;
        pipe.Orphaned?.Invoke(path, request.IsPlain ? null : Stat.Read(ref body));
    }

    public static void OnLost(in Create request, bool isAwaited, RequestPipe pipe)
    {
        // Any other node could be somebody else's: only of these does the server tell whose they are.
        if (request.Arguments.Mode.IsEphemeral())
            pipe.CreateLost?.Invoke(new(request.Path, request.Arguments.IsSequential, pipe.LastZxid), isAwaited);
    }

    private string SkipPath(ref JuteReader body)
    {
        body.TryReadBytes(out _);
        return Path;
    }
}
