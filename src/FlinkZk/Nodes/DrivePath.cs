namespace FlinkZk;

/// <summary>
/// Paths as PowerShell's providers know them: a drive's root, which for a drive of its own names the servers (<c>zk1:2181/app</c>), and below it the node.
/// Both separators are read; what is given back has the machine's own, as PowerShell expects it. There is no server here, only text.
/// </summary>
internal static class DrivePath
{
    private const char Slash = '/';

    /// <summary>
    /// The root of the drive that follows the default session. It is empty, for what begins with a slash is a file wherever PowerShell has one root of all files.
    /// </summary>
    public const string Root = "";

    /// <summary>The node of a provider's path, below a drive's root; <c>.</c> and <c>..</c> are resolved, for no node is called so.</summary>
    /// <param name="path">With the drive's root in front, or without it, or with it twice: that is how PowerShell hands a new item's path to Set-Content.</param>
    /// <param name="root">The drive's root.</param>
    public static string ToNode(string path, string root)
    {
        var parts = new List<string>();
        foreach (var part in Below(Below(Plain(path), root).TrimStart(Slash), root).Split(Slash, StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".." && parts.Count > 0)
                parts.RemoveAt(parts.Count - 1);
            else if (part is not ("." or ".."))
                parts.Add(part);
        }
        return Slash + string.Join(Slash, parts);
    }

    /// <summary>The provider's path of a node: what PSPath has behind the name of the provider.</summary>
    public static string FromNode(string node, string root) => Native((Plain(root).TrimEnd(Slash) + node).Trim(Slash));

    /// <summary>Whether the path begins with the root; <c>h:21810</c> does not lie below <c>h:2181</c>.</summary>
    public static bool IsBelow(string path, string root)
    {
        var (plain, top) = (Plain(path), Plain(root).TrimEnd(Slash));
        return plain.StartsWith(top, StringComparison.Ordinal) && (plain.Length == top.Length || plain[top.Length] == Slash);
    }

    /// <summary>Whether the path begins with servers, as the root of a drive with a session of its own does: <c>zk1:2181,zk2:2181/app</c>.</summary>
    public static bool NamesServer(string path)
    {
        var first = Parts(Plain(path)).FirstOrDefault("").Split(',')[^1];
        return first.LastIndexOf(':') is > 0 and var colon && ushort.TryParse(first.AsSpan(colon + 1), out _);
    }

    /// <summary>The parent and the child in one path. Without a child it ends in a separator: PowerShell tells the drive's root from a folder of the same name by it.</summary>
    public static string Combine(string? parent, string? child)
    {
        var (above, below) = (Plain(parent), Plain(child));
        if (above.Length == 0)
            return Native(below);
        var name = below.TrimStart(Slash);
        return Native($"{above.TrimEnd(Slash)}/{name}");
    }

    /// <summary>The path without its last part; empty for the root and for a single name.</summary>
    public static string Parent(string? path, string? root)
    {
        var plain = Plain(path).TrimEnd(Slash);
        if (plain.Length == 0 || plain == Plain(root).TrimEnd(Slash))
            return "";
        return plain.LastIndexOf(Slash) switch
        {
            < 0 => "",
            0 => Native("/"),
            var slash => Native(plain[..slash]),
        };
    }

    /// <summary>The last part; the path itself for a root.</summary>
    public static string Name(string? path)
    {
        var plain = Plain(path).TrimEnd(Slash);
        return plain.Length == 0 ? Native(Plain(path)) : Native(plain[(plain.LastIndexOf(Slash) + 1)..]);
    }

    /// <summary>The way from one path to another: <c>..</c> for each level up, then the names down; empty for the same.</summary>
    public static string Relative(string? path, string? from)
    {
        var (target, start) = (Plain(path), Plain(from));
        if (target.StartsWith(Slash) != start.StartsWith(Slash) && start.Length > 0)
            return Native(target);
        var (to, above) = (Parts(target), Parts(start));
        var common = to.Zip(above).TakeWhile(static pair => pair.First == pair.Second).Count();
        return Native(string.Join(Slash, Enumerable.Repeat("..", above.Length - common).Concat(to[common..])));
    }

    private static string[] Parts(string plain) => plain.Split(Slash, StringSplitOptions.RemoveEmptyEntries);

    private static string Below(string plain, string root)
    {
        var top = Plain(root).TrimEnd(Slash);
        return top.Length > 0 && IsBelow(plain, top) ? plain[top.Length..] : plain;
    }

    private static string Plain(string? path) => path?.Replace('\\', Slash) ?? "";

    private static string Native(string plain) => Path.DirectorySeparatorChar == Slash ? plain : plain.Replace(Slash, Path.DirectorySeparatorChar);
}
