using System.Text.RegularExpressions;
using FlinkZk.Server.Options;

namespace FlinkZk.Server.Access;

/// <summary>The user that SASL proved (<c>SASLAuthenticationProvider</c>).</summary>
internal sealed partial class SaslScheme : IdentityScheme
{
    public const string SchemeName = "sasl";

    public override string Name => SchemeName;

    public override bool IsServed(ZkServerOptions options) => options.SaslUsers is not null;

    // As Java's KerberosName: any text, the empty one too, but what has an @ must be service/host@REALM or service@REALM.
    public override bool IsValid(string id) => !id.Contains('@', StringComparison.Ordinal) || Principal().IsMatch(id);

    [GeneratedRegex(@"^[^/@]*(/[^/@]*)?@[^/@]*\z")]
    private static partial Regex Principal();
}
