using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>What create takes beside the path: which of the three wire operations it becomes follows from the mode.</summary>
internal readonly record struct CreateArguments(byte[]? Data, CreateMode Mode, IReadOnlyList<Acl> Acl, long Ttl)
{
    // The server keeps a time to live in the lower 40 bits of ephemeralOwner (EphemeralType.TTL).
    private const long MaxTtl = 0xff_ffff_ffff;

    public OpCode Type => Mode.HasTtl() ? OpCode.CreateTtl : Mode == CreateMode.Container ? OpCode.CreateContainer : OpCode.Create2;

    public bool IsSequential => Mode.IsSequential();

    /// <summary>Checks what the server would refuse less clearly.</summary>
    public static CreateArguments Of(byte[]? data, CreateMode mode, IReadOnlyList<Acl>? acl, TimeSpan? ttl)
    {
        if (!Enum.IsDefined(mode))
            throw new ArgumentOutOfRangeException(nameof(mode), mode, "There is no such kind of node.");
        if (mode.HasTtl() != ttl.HasValue)
            throw new ArgumentException($"A time to live {(ttl.HasValue ? "is only for" : "is missing for")} the kinds of node that have one; this is {mode}.", nameof(ttl));
        if (acl is { Count: 0 })
            throw new ArgumentException("An access control list without an entry would lock everyone out; leave it out for world:anyone:cdrwa.", nameof(acl));
        var milliseconds = (long)(ttl?.TotalMilliseconds ?? 0);
        if (ttl.HasValue && milliseconds is < 1 or > MaxTtl)
            throw new ArgumentOutOfRangeException(nameof(ttl), ttl, "A time to live is at least 1 ms and less than 34.8 years.");
        return new(data, mode, acl ?? Wire.Acl.OpenUnsafe, milliseconds);
    }

    public void Write(ref JuteWriter writer, string path)
    {
        if (Mode.HasTtl())
            new CreateTtlRequest(path, Data, Acl, Mode, Ttl).Write(ref writer);
        else
            new CreateRequest(path, Data, Acl, Mode).Write(ref writer);
    }
}
