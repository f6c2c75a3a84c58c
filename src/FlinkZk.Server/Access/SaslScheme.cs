namespace FlinkZk.Server;

/// <summary>The user that SASL proved (<c>SASLAuthenticationProvider</c>).</summary>
internal sealed class SaslScheme : IdentityScheme
{
    public const string SchemeName = "sasl";

    public override string Name => SchemeName;

    // Java takes any well-formed Kerberos principal: text without a control character serves as one.
    public override bool IsValid(string id) => id.Length > 0 && !id.Any(char.IsControl);
}
