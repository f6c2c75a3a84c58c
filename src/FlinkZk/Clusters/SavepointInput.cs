namespace FlinkZk;

/// <summary>Savepoints and their folders as users name them: by the URIs that Flink gives, or as files of this machine.</summary>
internal static class SavepointInput
{
    /// <summary>The URI of what was given.</summary>
    /// <param name="given">A URI, or a path in the file system.</param>
    /// <param name="full">Makes a path whole.</param>
    public static string Uri(string given, Func<string, string> full)
    {
        given = given.Contains(":/", StringComparison.Ordinal) && !IsDrive(given) ? given : $"file:{full(given)}";
        return given.EndsWith("/_metadata", StringComparison.Ordinal) ? given[..^"/_metadata".Length] : given.Length > 1 ? given.TrimEnd('/') : given;
    }

    // C:/savepoints
    private static bool IsDrive(string text) => text is [var letter, ':', ..] && char.IsAsciiLetter(letter);
}
