using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>Which version brought what.</summary>
internal static class ServerFeatures
{
    /// <summary>removeWatches names persistent watches by themselves.</summary>
    public static readonly Version ExactWatcherTypes = new(3, 9, 0);

    /// <summary>Whether a server of this version has the feature.</summary>
    public static bool Has(Version version, ServerFeature feature) => version >= Since(feature);

    /// <summary>Reads <c>3.9.4</c> out of what <c>srvr</c> says: <c>3.9.4-7246445ec281f3dbf53dc54e970c914f39713903, built on ...</c>.</summary>
    internal static bool TryParse(string? text, out Version version)
    {
        var end = 0;
        while (end < text?.Length && (char.IsAsciiDigit(text[end]) || text[end] == '.'))
            end++;
        if (!Version.TryParse(text.AsSpan(0, end), out version!))
            return false;
        version = Complete(version);
        return true;
    }

    /// <summary>The first version with an operation that came after 3.4; null for the others. What 3.5's alphas lacked counts as from 3.5.1.</summary>
    internal static Version? Since(OpCode type) => type switch
    {
        OpCode.Create2 or OpCode.Reconfig or OpCode.CheckWatches or OpCode.RemoveWatches => V350,
        OpCode.CreateContainer or OpCode.CreateTtl => V351,
        OpCode.AddWatch or OpCode.MultiRead or OpCode.GetEphemerals or OpCode.GetAllChildrenNumber or OpCode.SetWatches2 => V360,
        OpCode.WhoAmI => V370,
        _ => null,
    };

    private static readonly Version V350 = new(3, 5, 0), V351 = new(3, 5, 1), V360 = new(3, 6, 0), V370 = new(3, 7, 0);

    /// <summary>A version with all three of its numbers: to <see cref="System.Version"/>, 3.7 comes before 3.7.0.</summary>
    internal static Version Complete(Version version) => version.Build >= 0 ? version : new(version.Major, version.Minor, 0);

    private static Version Since(ServerFeature feature) => feature switch
    {
        ServerFeature.Containers => V351,
        ServerFeature.PersistentWatches or ServerFeature.MultiRead => V360,
        _ => V370,
    };
}
