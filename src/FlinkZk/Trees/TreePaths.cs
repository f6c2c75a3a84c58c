using FlinkZk.Wire;

namespace FlinkZk;

/// <summary>Paths of the two ends of a copy.</summary>
internal static class TreePaths
{
    /// <summary>The path of a node below a top.</summary>
    public static string Below(string top, string relative) => relative == ZnodePath.Root ? top : top == ZnodePath.Root ? relative : top + relative;

    /// <summary>Where a node goes: to the destination itself, or, where that ends with a slash, below it under its own name.</summary>
    public static string Destination(string destination, string source) => destination switch
    {
        _ when !destination.EndsWith('/') => destination,
        _ when ZnodePath.Name(source).Length > 0 => destination + ZnodePath.Name(source),
        // The root has no name of its own.
        _ => destination.Length == 1 ? destination : destination[..^1],
    };
}
