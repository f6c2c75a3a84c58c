using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>whoAmI (3.7).</summary>
internal readonly record struct WhoAmI : IRequest<WhoAmI, IReadOnlyList<ClientId>>
{
    public OpCode Type => OpCode.WhoAmI;

    public string? Path => null;

    public void Write(ref JuteWriter writer) { }

    public IReadOnlyList<ClientId> Read(ref JuteReader body, Chroot chroot)
    {
        var identities = new ClientId[Math.Max(0, body.ReadCount(minimumItemSize: 8))];
        for (var i = 0; i < identities.Length; i++)
            identities[i] = ClientId.Read(ref body);
        return identities;
    }
}
