using System.Management.Automation;
using FlinkZk.Wire;

namespace FlinkZk;

/// <summary>Paths of the two ends of a copy.</summary>
internal static class TreePaths
{
    /// <summary>The path of a node below a top.</summary>
    public static string Below(string top, string relative) => relative == ZnodePath.Root ? top : top == ZnodePath.Root ? relative : top + relative;

    /// <summary>Where a node goes: to the destination itself, or below it under its own name. (The root has no name.)</summary>
    public static string Destination(string destination, string source, bool isAbove)
    {
        var top = destination.Length > 1 ? destination.TrimEnd('/') : destination;
        return isAbove && ZnodePath.Name(source) is { Length: > 0 } name ? ZnodePath.Combine(top, name) : top;
    }

    /// <summary>A move from one session to another.</summary>
    public static FlinkZkException OtherSession() => new(
        "DifferentSessions", ErrorCategory.InvalidOperation, "No transaction moves a node from one session to another.", "Copy it with everything below (Copy-ZkNode -Recurse, Copy-Item -Recurse), then delete it.");
}
