using FlinkZk.Wire;

namespace FlinkZk;

/// <summary>One entry of a node's access control list: who may do what.</summary>
public sealed class ZkAcl : ZkNodeItem, IShown
{
    // What a server puts in the place of a hash for those who may not administer the node.
    private const string MaskedHash = ":x";
    private readonly Acl _entry;

    internal ZkAcl(string path, Acl entry, int version, ZkSession session)
        : base(session) => (Path, _entry, Version) = (path, entry, version);

    /// <summary>The node.</summary>
    public override string Path { get; }

    /// <summary>How identities are named: world, digest, ip, sasl, x509.</summary>
    public string Scheme => _entry.Scheme;

    /// <summary>Who: anyone, an address, a subject; for the scheme digest the user with the hash of the password.</summary>
    public string Id => _entry.Id;

    /// <summary>What is allowed.</summary>
    public Permissions Permissions => _entry.Permissions;

    /// <summary>How often the node's list was changed: what -ExpectedVersion of Set-ZkAcl compares.</summary>
    public int Version { get; }

    /// <summary>Whether the server holds the hash back, because the session may not administer the node: such an entry cannot be set again.</summary>
    public bool IsMasked => Scheme == "digest" && Id.EndsWith(MaskedHash, StringComparison.Ordinal) && Id.Length > MaskedHash.Length;

    string? IShown.ShownPath => PlainText.Line(Path);

    string? IShown.ShownScheme => PlainText.Line(Scheme);

    // Of a digest the user: the hash is as good as the password to those who guess.
    string? IShown.ShownIdentity => PlainText.Line(Scheme == "digest" ? Id.Split(':', 2)[0] : Id);

    // As zkCli writes them: cdrwa.
    string? IShown.ShownPermissions => new Acl(Permissions, "", "").ToString()[2..];

    /// <summary>As one writes it, a hash left out.</summary>
    public override string ToString() => PlainText.Line(AclParameter.Describe(_entry));

    /// <exception cref="FlinkZkException">The server held the hash back.</exception>
    internal Acl ToEntry() => !IsMasked ? _entry : throw new FlinkZkException(
        "MaskedAcl", System.Management.Automation.ErrorCategory.PermissionDenied,
        $"The server holds back the hash of '{ToString()}' on '{Path}': set again, it would let nobody in.",
        "Read the list in a session that may administer the node (permission a): Connect-Zk -Credential.");
}
