namespace FlinkZk.Streams.Connectors;

/// <summary>Paths and patterns with <c>*</c> and <c>?</c>. All files of an input are read in ordinal order of their full paths, each once, however they were named.</summary>
internal static class FilePatterns
{
    private static readonly char[] Wildcards = ['*', '?'];

    private static readonly char[] Separators = [Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar];

    /// <summary>The files that the patterns name.</summary>
    /// <exception cref="StreamException">A pattern names none.</exception>
    public static IReadOnlyList<InputFile> Expand(IEnumerable<string> patterns)
    {
        var paths = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var pattern in patterns)
        {
            var found = ExpandOne(pattern);
            if (found.Count == 0 && Directory.Exists(pattern))
                throw new StreamException(StreamErrorId.InputNotFound, $"'{pattern}' is a folder.", "Name the files in it: * and ? stand for parts of a name.");
            if (found.Count == 0)
                throw new StreamException(StreamErrorId.InputNotFound, $"There is no file '{pattern}'.", "Check the path; * and ? stand for parts of a name.");
            paths.UnionWith(found);
        }

        if (paths.Count == 0)
            throw new StreamException(StreamErrorId.InputNotFound, "No file is given.", "Give at least one path.");
        return [.. paths.Select(InputFile.At)];
    }

    private static List<string> ExpandOne(string pattern)
    {
        var full = Path.GetFullPath(pattern);
        // A file may really be called so.
        if (File.Exists(full))
            return [full];
        if (full.IndexOfAny(Wildcards) < 0)
            return [];

        var root = Path.GetPathRoot(full)!;
        var segments = full[root.Length..].Split(Separators, StringSplitOptions.RemoveEmptyEntries);
        IEnumerable<string> directories = [root];
        foreach (var segment in segments[..^1])
            directories = directories.SelectMany(d => Subdirectories(d, segment)).ToList();
        return directories.SelectMany(d => Directory.EnumerateFiles(d, segments[^1])).ToList();
    }

    private static IEnumerable<string> Subdirectories(string directory, string segment)
    {
        if (segment.IndexOfAny(Wildcards) >= 0)
            return Directory.EnumerateDirectories(directory, segment);
        var path = Path.Combine(directory, segment);
        return Directory.Exists(path) ? [path] : [];
    }
}
