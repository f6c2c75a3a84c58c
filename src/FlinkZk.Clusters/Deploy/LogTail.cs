using System.Text;

namespace FlinkZk.Clusters.Deploy;

/// <summary>The end of a file that another process writes.</summary>
internal static class LogTail
{
    private const int MostBytes = 64 << 10;

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
}
