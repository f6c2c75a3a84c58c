using FlinkZk.Server.Options;

namespace FlinkZk.Server.Access;

/// <summary>The subject of the certificate that a client showed (<c>X509AuthenticationProvider</c>).</summary>
internal sealed class X509Scheme : IdentityScheme
{
    public const string SchemeName = "x509";

    public override string Name => SchemeName;

    public override bool IsServed(ZkServerOptions options) => options.SecurePort is not null;

    public override bool IsValid(string id) => DistinguishedName.IsValid(id);
}
