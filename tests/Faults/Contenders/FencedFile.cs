using System.Globalization;
using System.Text;

namespace FlinkZk.Faults.Contenders;

/// <summary>A resource outside of ZooKeeper that is fenced: a file whose lines are place, token and value, and which takes no lower token than its last line's.</summary>
internal static class FencedFile
{
    private const int LongestLine = 200;
    private const int Tries = 100;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>Adds a line.</summary>
    /// <returns>Its place, or null where the token is too low or others (one may be stopped) had the file open all the time.</returns>
    public static async Task<(long? Place, bool Busy)> AppendAsync(string path, long token, string value)
    {
        for (var i = 0; i < Tries; i++)
        {
            try
            {
                using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
                var (place, highest) = ReadLast(file);
                if (token < highest)
                    return (null, false);
                file.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{place + 1} {token} {value}\n")));
                return (place + 1, false);
            }
            catch (IOException)
            {
                await Task.Delay(Pause);   // another has it open
            }
        }
        return (null, true);
    }

    /// <summary>The last line's place and token, and the file at its end.</summary>
    private static (long Place, long Token) ReadLast(FileStream file)
    {
        file.Seek(-Math.Min(LongestLine, file.Length), SeekOrigin.End);
        var buffer = new byte[LongestLine];
        var count = file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        if (count == 0)
            return (0, 0);
        var line = Encoding.UTF8.GetString(buffer, 0, count).TrimEnd('\n').Split('\n')[^1].Split(' ');
        return (long.Parse(line[0], CultureInfo.InvariantCulture), long.Parse(line[1], CultureInfo.InvariantCulture));
    }
}
