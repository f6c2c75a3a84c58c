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

    /// <summary>A version with all three of its numbers: to <see cref="System.Version"/>, 3.7 comes before 3.7.0.</summary>
    internal static Version Complete(Version version) => version.Build >= 0 ? version : new(version.Major, version.Minor, 0);

    private static Version Since(ServerFeature feature) => feature switch
    {
        ServerFeature.Containers => new(3, 5, 1),
        ServerFeature.PersistentWatches or ServerFeature.MultiRead => new(3, 6, 0),
        _ => new(3, 7, 0),
    };
}
