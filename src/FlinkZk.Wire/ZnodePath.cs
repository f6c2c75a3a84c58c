using System.Diagnostics.CodeAnalysis;

namespace FlinkZk.Wire;

/// <summary>Paths of nodes: <c>/</c>, or <c>/a/b</c> without a slash at the end. The rules are <c>PathUtils.validatePath</c>'s.</summary>
public static class ZnodePath
{
    /// <summary>The root.</summary>
    public const string Root = "/";

    /// <summary>Whether <paramref name="path"/> may name a node.</summary>
    /// <param name="path">The path.</param>
    /// <param name="problem">What is wrong with it.</param>
    public static bool IsValid([NotNullWhen(true)] string? path, [NotNullWhen(false)] out string? problem)
    {
        problem = Check(path);
        return problem is null;
    }

    /// <summary>Throws unless <paramref name="path"/> may name a node.</summary>
    /// <param name="path">The path.</param>
    /// <param name="sequential">Whether the server will append a number: then the path may end in a slash.</param>
    /// <exception cref="ArgumentException">Says what is wrong and where.</exception>
    public static void Validate(string path, bool sequential = false)
    {
        // As Java: a sequential node's path is checked with a digit at its end.
        if (!IsValid(sequential && path?.EndsWith('/') == true ? path + "1" : path, out var problem))
            throw new ArgumentException($"'{path}' is not a node's path: {problem}", nameof(path));
    }

    /// <summary>The parent: <c>/a</c> of <c>/a/b</c>, <c>/</c> of <c>/a</c>; null for the root.</summary>
    public static string? Parent(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var slash = path.LastIndexOf('/');
        return path.Length <= 1 ? null : slash <= 0 ? Root : path[..slash];
    }

    /// <summary>The last part: <c>b</c> of <c>/a/b</c>; empty for the root.</summary>
    public static string Name(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path[(path.LastIndexOf('/') + 1)..];
    }

    /// <summary>The child's path; the root needs no second slash.</summary>
    public static string Combine(string parent, string child)
    {
        ArgumentNullException.ThrowIfNull(parent);
        return parent == Root ? Root + child : $"{parent}/{child}";
    }

    /// <summary>Whether <paramref name="path"/> is <paramref name="root"/> or lies below it; <c>/ab</c> does not lie below <c>/a</c>.</summary>
    public static bool IsSameOrBelow(string path, string root)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(root);
        return root == Root || path.StartsWith(root, StringComparison.Ordinal) && (path.Length == root.Length || path[root.Length] == '/');
    }

    private static string? Check(string? path)
    {
        if (string.IsNullOrEmpty(path))
            return "it is empty.";
        if (path[0] != '/')
            return "it does not begin with '/'.";
        if (path.Length == 1)
            return null;
        if (path[^1] == '/')
            return "it ends with '/'.";

        var start = 1;
        for (var i = 1; i <= path.Length; i++)
        {
            if (i < path.Length && path[i] != '/')
            {
                if (IsForbidden(path[i]))
                    return $"the character U+{(int)path[i]:X4} at {i} is not allowed.";
                continue;
            }
            var part = path.AsSpan(start, i - start);
            if (part.Length == 0)
                return $"there is nothing between the slashes at {start - 1} and {i}.";
            if (part is "." or "..")
                return $"'{part}' at {start} is not allowed: paths are absolute.";
            start = i + 1;
        }
        return null;
    }

    // The last two ranges are PathUtils' own: the surrogates with the private use area, and the specials.
    private static bool IsForbidden(char c) =>
        c is <= '\u001f' or >= '\u007f' and <= '\u009f' or >= '\ud800' and <= '\uf8ff' or >= '\ufff0' and <= '\uffff';
}
