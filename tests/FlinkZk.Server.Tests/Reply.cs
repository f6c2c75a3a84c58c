using FlinkZk.Wire;

namespace FlinkZk.Server.Tests;

/// <summary>A reply as it came.</summary>
internal sealed record Reply(ReplyHeader Header, byte[] Body)
{
    public ErrorCode Error => Header.Error;

    public T Read<T>() where T : struct, IRecord<T>
    {
        Assert.Equal(ErrorCode.Ok, Header.Error);
        return RawClient.Read<T>(Body);
    }

    /// <summary>A list of names, as getChildren and getEphemerals answer.</summary>
    public IReadOnlyList<string> ReadNames()
    {
        Assert.Equal(ErrorCode.Ok, Header.Error);
        var reader = new JuteReader(Body);
        return reader.ReadStrings()!;
    }
}

/// <summary>A body without fields.</summary>
internal readonly record struct Nothing : IRecord<Nothing>
{
    public void Write(ref JuteWriter writer)
    {
    }

    public static Nothing Read(ref JuteReader reader) => default;
}
