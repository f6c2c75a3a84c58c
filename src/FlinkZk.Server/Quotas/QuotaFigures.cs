using System.Globalization;
using System.Text;

namespace FlinkZk.Server.Quotas;

/// <summary>
/// What the two nodes of a quota hold (<c>StatsTrack</c>): <c>zookeeper_limits</c> with
/// <c>count=3,bytes=-1=;byteHardLimit=40;countHardLimit=5</c>, where -1 is no limit, and <c>zookeeper_stats</c> with <c>count=2,bytes=5</c>.
/// </summary>
internal readonly record struct QuotaFigures(long Count, long Bytes, long CountHardLimit = QuotaFigures.None, long ByteHardLimit = QuotaFigures.None)
{
    public const long None = -1;

    /// <summary>Reads a node; what is missing or no number counts as none.</summary>
    public static QuotaFigures Parse(ReadOnlySpan<byte> data)
    {
        _ = TryParse(data, out var figures);
        return figures;
    }

    /// <summary>The same, and whether all of it could be read.</summary>
    public static bool TryParse(ReadOnlySpan<byte> data, out QuotaFigures figures)
    {
        figures = new QuotaFigures(None, None);
        var isWhole = true;
        foreach (var pair in Encoding.UTF8.GetString(data).Split([',', ';'], StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=');
            if (parts.Length < 2 || !long.TryParse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
            {
                isWhole = false;
                continue;
            }
            figures = parts[0] switch
            {
                "count" => figures with { Count = value },
                "bytes" => figures with { Bytes = value },
                "countHardLimit" => figures with { CountHardLimit = value },
                "byteHardLimit" => figures with { ByteHardLimit = value },
                _ => figures,
            };
        }
        return isWhole;
    }

    /// <summary>The usage, as <c>zookeeper_stats</c> has it.</summary>
    public byte[] ToStats() => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"count={Count},bytes={Bytes}"));
}
