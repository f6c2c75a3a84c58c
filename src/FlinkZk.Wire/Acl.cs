using System.Security.Cryptography;
using System.Text;

namespace FlinkZk.Wire;

/// <summary>One access control entry: who (<paramref name="Scheme"/>, <paramref name="Id"/>) may do what.</summary>
/// <param name="Permissions">What is allowed.</param>
/// <param name="Scheme">world, auth, digest, ip, x509 or sasl.</param>
/// <param name="Id">The identity in the form of its scheme: <c>anyone</c>, <c>user:base64(sha1(user:password))</c>, an address, a subject.</param>
public readonly record struct Acl(Permissions Permissions, string Scheme, string Id)
{
    private const string Letters = "rwcda"; // the order of the bits

    /// <summary>world:anyone:cdrwa.</summary>
    public static IReadOnlyList<Acl> OpenUnsafe { get; } = [new(Permissions.All, "world", "anyone")];

    /// <summary>world:anyone:r.</summary>
    public static IReadOnlyList<Acl> ReadUnsafe { get; } = [new(Permissions.Read, "world", "anyone")];

    /// <summary>auth::cdrwa: whoever creates the node; the server puts the caller's identities in its place.</summary>
    public static IReadOnlyList<Acl> CreatorAll { get; } = [new(Permissions.All, "auth", "")];

    /// <summary>Reads <c>scheme:id:perms</c>, as zkCli writes it. The identity may contain colons.</summary>
    /// <exception cref="FormatException">The text is not of that form.</exception>
    public static Acl Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int first = text.IndexOf(':', StringComparison.Ordinal), last = text.LastIndexOf(':');
        if (first <= 0 || last == first)
            throw new FormatException($"'{text}' is not an access control entry. Write scheme:id:permissions, for example world:anyone:r or auth::cdrwa.");

        var permissions = Permissions.None;
        foreach (var letter in text.AsSpan(last + 1))
        {
            var bit = Letters.IndexOf(letter, StringComparison.Ordinal);
            if (bit < 0)
                throw new FormatException($"'{text}': '{letter}' is not a permission. They are c (create), d (delete), r (read), w (write) and a (admin).");
            permissions |= (Permissions)(1 << bit);
        }
        return new(permissions, text[..first], text[(first + 1)..last]);
    }

    /// <summary>An entry of the scheme digest for a user with a password: <c>user:base64(sha1(user:password))</c>, the form that servers compare.</summary>
    public static Acl Digest(string user, string password, Permissions permissions)
    {
        ArgumentException.ThrowIfNullOrEmpty(user);
        ArgumentNullException.ThrowIfNull(password);
#pragma warning disable CA5350 // SHA-1 is the protocol's choice
        var hash = SHA1.HashData(Encoding.UTF8.GetBytes($"{user}:{password}"));
#pragma warning restore CA5350
        return new(permissions, "digest", $"{user}:{Convert.ToBase64String(hash)}");
    }

    /// <summary>The form that <see cref="Parse"/> reads, permissions in zkCli's order <c>cdrwa</c>.</summary>
    public override string ToString()
    {
        Span<char> letters = stackalloc char[5];
        var count = 0;
        foreach (var letter in "cdrwa")
            if (((int)Permissions & (1 << Letters.IndexOf(letter, StringComparison.Ordinal))) != 0)
                letters[count++] = letter;
        return $"{Scheme}:{Id}:{letters[..count]}";
    }

    internal void Write(ref JuteWriter writer)
    {
        writer.WriteInt((int)Permissions);
        writer.WriteString(Scheme);
        writer.WriteString(Id);
    }

    internal static Acl Read(ref JuteReader reader) =>
        new((Permissions)reader.ReadInt(), reader.ReadString() ?? "", reader.ReadString() ?? "");

    /// <summary>Writes a vector of entries; -1 stands for null.</summary>
    public static void WriteList(ref JuteWriter writer, IReadOnlyList<Acl>? list)
    {
        if (!writer.BeginVector(list?.Count))
            return;
        foreach (var acl in list!)
            acl.Write(ref writer);
    }

    /// <summary>Reads a vector of entries, or null.</summary>
    public static IReadOnlyList<Acl>? ReadList(ref JuteReader reader)
    {
        var count = reader.ReadCount(minimumItemSize: 12);
        if (count < 0)
            return null;
        var list = new Acl[count];
        for (var i = 0; i < count; i++)
            list[i] = Read(ref reader);
        return list;
    }
}
