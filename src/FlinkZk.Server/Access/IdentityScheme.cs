using FlinkZk.Server.Options;

namespace FlinkZk.Server.Access;

/// <summary>One way to name callers in an access control list (<c>ServerAuthenticationProvider</c>).</summary>
internal abstract class IdentityScheme
{
    private static readonly Dictionary<string, IdentityScheme> Known = new IdentityScheme[]
    {
        new DigestScheme(), new IpScheme(), new X509Scheme(), new SaslScheme(),
    }.ToDictionary(scheme => scheme.Name, StringComparer.Ordinal);

    public abstract string Name { get; }

    /// <summary>Whether the identity was proved by the caller: only such ones stand in for <c>auth</c>.</summary>
    public virtual bool IsAuthenticated => true;

    /// <summary>Whether a server with <paramref name="options"/> can have identities of it: a list may name no others, nobody could prove one.</summary>
    public virtual bool IsServed(ZkServerOptions options) => true;

    /// <summary>Whether an access control list may hold <paramref name="id"/>.</summary>
    public abstract bool IsValid(string id);

    /// <summary>Whether the caller's identity is what the entry means.</summary>
    public virtual bool Matches(string callersId, string entry) => callersId == entry;

    public static IdentityScheme? Find(string name) => Known.GetValueOrDefault(name);
}
