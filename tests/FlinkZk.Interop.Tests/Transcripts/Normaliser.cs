using System.Globalization;
using System.Text.RegularExpressions;

namespace FlinkZk.Interop.Tests;

/// <summary>
/// Replaces what cannot be the same on two servers: times, and the values of zxids and session ids. Those become names in the order in which they appear,
/// so that what is equal, and what is not, stays visible.
/// </summary>
internal sealed partial class Normaliser
{
    private readonly Dictionary<long, string> _zxids = new() { [0] = "0", [-1] = "-1" };
    private readonly Dictionary<long, string> _sessions = new() { [0] = "0" };

    public string Line(string line)
    {
        line = Times().Replace(line, "<time>");
        line = Ports().Replace(line, "127.0.0.1:<port>");
        line = Zxids().Replace(line, match => match.Groups["name"].Value + Name(_zxids, match.Groups["value"].Value, "zxid"));
        return Sessions().Replace(line, match => match.Groups["name"].Value + Name(_sessions, match.Groups["value"].Value, "session"));
    }

    private static string Name(Dictionary<long, string> names, string text, string kind)
    {
        var value = text.StartsWith("0x", StringComparison.Ordinal)
            ? long.Parse(text.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture)
            : long.Parse(text, CultureInfo.InvariantCulture);
        if (!names.TryGetValue(value, out var name))
            names.Add(value, name = $"<{kind} {names.Count}>");
        return name;
    }

    // As Java's Date.toString writes it; the epoch, which the root has, is the same everywhere and stays.
    [GeneratedRegex(@"\b[A-Z][a-z]{2} [A-Z][a-z]{2} \d\d \d\d:\d\d:\d\d UTC (?!1970)\d{4}")]
    private static partial Regex Times();

    [GeneratedRegex(@"127\.0\.0\.1:\d+")]
    private static partial Regex Ports();

    [GeneratedRegex(@"(?<name>[cmp]Zxid = |zxid: |zxid=)(?<value>0x[0-9a-f]+|-?\d+)")]
    private static partial Regex Zxids();

    [GeneratedRegex(@"(?<name>ephemeralOwner = |sessionid: |session=)(?<value>0x[0-9a-f]+)")]
    private static partial Regex Sessions();
}
