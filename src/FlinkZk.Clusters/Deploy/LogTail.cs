using System.Text;

namespace FlinkZk.Clusters.Deploy;

/// <summary>The end of a file that another process writes.</summary>
internal static class LogTail
{
    private const int MostBytes = 64 << 10;
    private const string CausedBy = "Caused by: ";

    /// <summary>Its last lines; none if it cannot be read.</summary>
    public static IReadOnlyList<string> Of(string path, int count)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            file.Seek(-Math.Min(file.Length, MostBytes), SeekOrigin.End);
            using var reader = new StreamReader(file, Encoding.UTF8);
            return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).TakeLast(count)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>What ended a process, by its last lines: the innermost cause of the last error. Null where none is told.</summary>
    public static string? Cause(IReadOnlyList<string> lines)
    {
        var error = lines.Select((line, number) => (line, number)).LastOrDefault(item => item.line.Contains(" ERROR ", StringComparison.Ordinal), (null!, -1)).number;
        if (error < 0)
            return null;
        // Behind it stands the exception, and each of its causes.
        return lines.Skip(error + 1).LastOrDefault(line => line.StartsWith(CausedBy, StringComparison.Ordinal)) is { } cause ? cause[CausedBy.Length..]
            : lines[error].Split(" - ", 2)[^1] is var said && error + 1 < lines.Count && IsException(lines[error + 1]) ? $"{said} {lines[error + 1]}" : said;
    }

    private static bool IsException(string line) => line.Split(':')[0] is var name && name.Contains('.', StringComparison.Ordinal) && !name.Contains(' ', StringComparison.Ordinal) && !char.IsAsciiDigit(name[0]);
}
