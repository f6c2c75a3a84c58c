using System.Globalization;

namespace FlinkZk.ServerApp;

/// <summary>An amount as options have it, and PowerShell: <c>900KB</c>, <c>64MB</c>, <c>2GB</c>, each 1024 times the one before; without the B as -Xmx has it; or bytes.</summary>
internal readonly record struct Size(long Bytes)
{
    private static readonly (string Unit, int Shift)[] Units = [("TB", 40), ("GB", 30), ("MB", 20), ("KB", 10), ("T", 40), ("G", 30), ("M", 20), ("K", 10), ("", 0)];

    public static bool TryParse(string text, out Size size)
    {
        size = default;
        var (unit, shift) = Units.First(unit => text.EndsWith(unit.Unit, StringComparison.OrdinalIgnoreCase));
        if (!long.TryParse(text[..^unit.Length], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > long.MaxValue >> shift)
            return false;
        size = new(number << shift);
        return true;
    }

    public override string ToString()
    {
        var bytes = Bytes;
        var (unit, shift) = Units.First(unit => bytes >= 1L << unit.Shift && bytes % (1L << unit.Shift) == 0 || unit.Shift == 0);
        return string.Create(CultureInfo.InvariantCulture, $"{bytes >> shift}{unit}");
    }
}
