using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>A view's root. The server knows nothing of it: paths are made absolute on the way out and relative on the way in.</summary>
internal sealed class Chroot
{
    public static readonly Chroot None = new(ZnodePath.Root);

    public Chroot(string path)
    {
        ZnodePath.Validate(path);
        Path = path;
    }

    /// <summary>The root as an absolute path.</summary>
    public string Path { get; }

    private bool IsRoot => Path.Length == 1;

    /// <summary>The path that the server knows; the same string where there is no root.</summary>
    public string ToAbsolute(string path) => IsRoot ? path : path.Length == 1 ? Path : Path + path;

    /// <summary>The path that a create names: a sequential one may end in a slash, and then the root's must not be lost.</summary>
    public string ToAbsolute(string path, bool sequential) => sequential && path.Length == 1 && !IsRoot ? Path + path : ToAbsolute(path);

    /// <summary>The path as the view knows it; one that does not lie below the root is left as it is.</summary>
    public string ToRelative(string path) =>
        IsRoot || !Contains(path) ? path : path.Length == Path.Length ? ZnodePath.Root : path[Path.Length..];

    /// <summary>Whether an absolute path lies in this view.</summary>
    public bool Contains(string path) => ZnodePath.IsSameOrBelow(path, Path);

    /// <summary>A root below this one.</summary>
    public Chroot Below(string path) => new(ToAbsolute(path));
}
