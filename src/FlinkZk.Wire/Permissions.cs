namespace FlinkZk.Wire;

/// <summary>What an access control entry allows (<c>ZooDefs.Perms</c>).</summary>
[Flags]
public enum Permissions
{
    /// <summary>Nothing.</summary>
    None = 0,
    /// <summary>r: read data and list children.</summary>
    Read = 1,
    /// <summary>w: set data.</summary>
    Write = 2,
    /// <summary>c: create children.</summary>
    Create = 4,
    /// <summary>d: delete children.</summary>
    Delete = 8,
    /// <summary>a: set the access control list.</summary>
    Admin = 16,
    /// <summary>cdrwa.</summary>
    All = 31,
}
