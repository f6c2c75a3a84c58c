using System.Management.Automation;
using System.Text.RegularExpressions;
using FlinkZk.Wire;

namespace FlinkZk;

/// <summary>
/// Access control entries as a parameter: <c>world:anyone:r,auth::cdrwa</c> in one text or several, or entries that Get-ZkAcl gave.
/// <c>digest:user:password:cdrwa</c> is hashed here: the password goes neither to the server nor into an error.
/// </summary>
internal static partial class AclParameter
{
    private const string DigestScheme = "digest";
    private const string Form = "Write scheme:id:permissions, for example world:anyone:r, auth::cdrwa, ip:10.0.0.0/8:r or digest:alice:password:cdrwa.";

    /// <exception cref="FlinkZkException">Says which entry is wrong and shows the form.</exception>
    public static IReadOnlyList<Acl>? Parse(object[]? entries) => entries is null ? null : [.. entries.SelectMany(Read)];

    /// <summary>Entries in one line, without the hashes of digests.</summary>
    public static string Describe(IEnumerable<Acl> entries) => string.Join(',', entries.Select(Describe));

    /// <summary>An entry without the hash of a digest.</summary>
    public static string Describe(Acl entry) => (entry.Scheme == DigestScheme ? entry with { Id = $"{User(entry.Id)}:***" } : entry).ToString();

    private static string User(string id) => id.Split(':', 2)[0];

    private static IEnumerable<Acl> Read(object entry) => (entry is PSObject wrapped ? wrapped.BaseObject : entry) switch
    {
        ZkAcl given => [given.ToEntry()],
        Acl given => [given],
        string text => Between().Split(text).Select(part => ReadOne(part.Trim())),
        var other => throw Wrong($"An access control entry is a text or what Get-ZkAcl gives, not {other?.GetType().Name ?? "null"}."),
    };

    private static Acl ReadOne(string text)
    {
        var parts = text.Split(':');
        var (scheme, permissions) = (parts[0], parts[^1]);
        if (parts.Length < 3 || scheme.Length == 0)
            throw Wrong($"'{Shown(parts)}' is not an access control entry.");
        if (permissions.Length == 0)
            throw Wrong($"'{Shown(parts)}' allows nothing: the permissions are missing.");
        if (permissions.FirstOrDefault(letter => !"cdrwa".Contains(letter, StringComparison.Ordinal)) is var wrong and not '\0')
            throw Wrong($"'{Shown(parts)}': '{wrong}' is not a permission. They are c (create), d (delete), r (read), w (write) and a (admin).");

        var id = string.Join(':', parts[1..^1]);
        var read = Acl.Parse($"{scheme}:{id}:{permissions}");
        return scheme switch
        {
            "world" when id != "anyone" => throw Wrong($"'{text}': the only one of the scheme world is anyone."),
            _ when IsDigest(scheme) => Digest(read with { Scheme = DigestScheme }, parts),
            _ => read,
        };
    }

    // 20 bytes in base64 are what Get-ZkAcl and zkCli print: hashed already.
    private static Acl Digest(Acl entry, string[] parts)
    {
        var (user, proof) = entry.Id.Split(':', 2) is [{ Length: > 0 } name, { Length: > 0 } rest]
            ? (name, rest)
            : throw Wrong($"'{Shown(parts)}' does not name a user with a password.");
        return Hash().IsMatch(proof) ? entry : Acl.Digest(user, proof, entry.Permissions);
    }

    // What stands behind the user of a digest is a secret, wherever the mistake is.
    private static string Shown(string[] parts) =>
        IsDigest(parts[0]) && parts.Length > 2 ? $"{parts[0]}:{parts[1]}:***" : string.Join(':', parts);

    private static bool IsDigest(string scheme) => scheme.Equals(DigestScheme, StringComparison.OrdinalIgnoreCase);

    private static FlinkZkException Wrong(string problem) => new("InvalidAcl", ErrorCategory.InvalidArgument, problem, Form);

    // A comma alone does not part entries: x509 subjects and passwords contain some.
    [GeneratedRegex(@",\s*(?=(?:world|auth|digest|ip|x509|sasl|super):)", RegexOptions.CultureInvariant)]
    private static partial Regex Between();

    [GeneratedRegex("^[A-Za-z0-9+/]{27}=$", RegexOptions.CultureInvariant)]
    private static partial Regex Hash();
}
