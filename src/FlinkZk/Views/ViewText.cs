using System.Collections;
using System.Globalization;
using System.Text;
using FlinkZk.Coordination;

namespace FlinkZk.Views;

/// <summary>Short texts for the table views: what a property alone does not say in one line.</summary>
internal static class ViewText
{
    private const int MaxLength = 60;

    /// <summary>UTC, to the second.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("u", CultureInfo.InvariantCulture);

    /// <summary>UTC, to the minute: where a line has to be short.</summary>
    public static string Minute(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The time of day, UTC.</summary>
    public static string Clock(DateTimeOffset time) => time.UtcDateTime.ToString("HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>ISO 8601, in UTC, with fractions of a second where there are some.</summary>
    public static string IsoTime(DateTime time) => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>Hexadecimal, as ZooKeeper's own tools print it.</summary>
    public static string Zxid(long? zxid) => zxid is null ? "" : string.Create(CultureInfo.InvariantCulture, $"0x{zxid:x}");

    /// <summary>As it is typed.</summary>
    public static string Duration(TimeSpan duration) => new Duration(duration).ToString();

    /// <summary>A time that has passed, by its two largest units: 12s, 1m30s, 2h5m, 3d4h.</summary>
    public static string Elapsed(TimeSpan elapsed)
    {
        var (first, second) = elapsed switch
        {
            { TotalDays: >= 1 } => ($"{elapsed.Days}d", $"{elapsed.Hours}h"),
            { TotalHours: >= 1 } => ($"{elapsed.Hours}h", $"{elapsed.Minutes}m"),
            { TotalMinutes: >= 1 } => ($"{elapsed.Minutes}m", $"{elapsed.Seconds}s"),
            _ => ($"{elapsed.Seconds}s", ""),
        };
        return first + second;
    }

    /// <summary>A latency, in milliseconds.</summary>
    public static string Milliseconds(TimeSpan latency) => string.Create(CultureInfo.InvariantCulture, $"{latency.TotalMilliseconds:0.##} ms");

    /// <summary>A number of bytes: 950 B, 1.2 KB, 3.4 MB.</summary>
    public static string Size(long bytes)
    {
        string[] units = ["B", "KB", "MB", "GB"];
        var (size, unit) = ((double)bytes, 0);
        for (; size >= 1024 && unit < units.Length - 1; unit++)
            size /= 1024;
        return string.Create(CultureInfo.InvariantCulture, $"{size:0.#} {units[unit]}");
    }

    /// <summary>A share from 0 to 1, in hundredths; null for none.</summary>
    public static string? Share(double? share) => share is { } known && !double.IsNaN(known) ? string.Create(CultureInfo.InvariantCulture, $"{known * 100:0}%") : null;

    /// <summary>A figure a second.</summary>
    public static string Rate(double rate) => rate.ToString(rate is > 0 and < 10 ? "0.#" : "N0", CultureInfo.InvariantCulture);

    /// <summary>A node's data: the text where it is one, else the number of bytes.</summary>
    public static string Bytes(byte[]? data)
    {
        if (data is null || data.Length == 0)
            return "";
        var text = Encoding.UTF8.GetString(data);
        if (ConfigurationJson.IsSecret(text))
            return ConfigurationChange.Masked;
        return text.Any(c => c == '\ufffd' || char.IsControl(c) && !char.IsWhiteSpace(c))
            ? string.Create(CultureInfo.InvariantCulture, $"({data.Length:N0} bytes)")
            : Shorten(text);
    }

    /// <summary>A node's text with its lines; a configured secret is masked.</summary>
    public static string? Lines(string? text) => text is not null && ConfigurationJson.IsSecret(text) ? ConfigurationChange.Masked : PlainText.Lines(text);

    /// <summary>A value in a cell: numbers and times as in no culture in particular.</summary>
    public static string Cell(object? value) => value switch
    {
        null => "",
        DateTime { Millisecond: 0 } time => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture),
        // From here on 0.## writes zeros for digits that it does not know.
        double number and (>= 1e15 or <= -1e15) => number.ToString(CultureInfo.InvariantCulture),
        double number => number.ToString("0.##", CultureInfo.InvariantCulture),
        object?[] list => string.Join(", ", list.Select(Cell)),
        _ => PlainText.Line(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""),
    };

    /// <summary>A configured value in one line.</summary>
    public static string Plain(object? value) => value switch
    {
        null => "null",
        string text => Shorten(text),
        bool flag => flag ? "true" : "false",
        IEnumerable => Shorten(ConfigurationJson.Encode(value)),
        _ => PlainText.Line(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""),
    };

    private static string Shorten(string text)
    {
        var line = PlainText.Line(text);
        if (line.Length <= MaxLength)
            return line;
        // Half of a surrogate pair is no character.
        return string.Concat(line.AsSpan(0, MaxLength - (char.IsHighSurrogate(line[MaxLength - 2]) ? 2 : 1)), "…");
    }
}
