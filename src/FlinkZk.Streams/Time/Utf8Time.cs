namespace FlinkZk.Streams.Time;

/// <summary>Times in UTF-8 as <see cref="TimestampReader"/> reads the common ones; all else is left to it.</summary>
internal static class Utf8Time
{
    // A date and a time with seven digits of a second and a zone.
    private const int MaxLength = 40;

    /// <summary>Reads a time as ISO 8601.</summary>
    public static bool TryIso(ReadOnlySpan<byte> text, out long milliseconds)
    {
        milliseconds = 0;
        if (text.Length is < 10 or > MaxLength)
            return false;
        Span<char> chars = stackalloc char[MaxLength];
        for (var i = 0; i < text.Length; i++)
            chars[i] = (char)text[i];
        return Iso8601.TryParse(chars[..text.Length].Trim(), out milliseconds) && milliseconds is >= EpochTime.Min and <= EpochTime.Max;
    }
}
