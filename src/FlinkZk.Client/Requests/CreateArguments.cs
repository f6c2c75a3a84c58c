using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>What create takes beside the path: which of the three wire operations it becomes follows from the mode.</summary>
internal sealed record CreateArguments
{
    // Where the server puts its marks in ephemeralOwner, 40 bits are left (EphemeralType.TTL).
    private const long MaxTtl = 0xff_ffff_ffff;

    private readonly byte[]? _data;
    private readonly IReadOnlyList<Acl> _acl;
    private readonly CreateMode _mode;
    private readonly long _ttl;

    public CreateArguments(byte[]? data, CreateMode mode, IReadOnlyList<Acl>? acl, TimeSpan? ttl)
    {
        if (!Enum.IsDefined(mode))
            throw new ArgumentOutOfRangeException(nameof(mode), mode, "There is no such kind of node.");
        if (mode.HasTtl() != ttl.HasValue)
            throw new ArgumentException($"A time to live {(ttl.HasValue ? "is only for" : "is missing for")} the kinds of node that have one; this is {mode}.", nameof(ttl));
        if (acl is { Count: 0 })
            throw new ArgumentException("An access control list with no entry would lock everyone out; leave it out for world:anyone:cdrwa.", nameof(acl));
        _ttl = (long)(ttl?.TotalMilliseconds ?? 0);
        if (ttl.HasValue && _ttl is < 1 or > MaxTtl)
            throw new ArgumentOutOfRangeException(nameof(ttl), ttl, "A time to live is at least 1 ms and less than 34.8 years.");
        (_data, _mode, _acl) = (data, mode, acl ?? Acl.OpenUnsafe);
    }

    public OpCode Type => _mode.HasTtl() ? OpCode.CreateTtl : _mode == CreateMode.Container ? OpCode.CreateContainer : OpCode.Create2;

    public void Write(ref JuteWriter writer, string path)
    {
        if (_mode.HasTtl())
            new CreateTtlRequest(path, _data, _acl, _mode, _ttl).Write(ref writer);
        else
            new CreateRequest(path, _data, _acl, _mode).Write(ref writer);
    }
}
