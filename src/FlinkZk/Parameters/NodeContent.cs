using System.Globalization;
using System.Management.Automation;
using System.Numerics;
using System.Text;

namespace FlinkZk;

/// <summary>
/// A node's data out of what a user gives. Bytes stay bytes; text becomes UTF-8 without byte order mark; numbers, booleans, times and other single values become
/// the text that every culture reads back: numbers as they are written in a script (a bare one as it was typed: 007), times in ISO 8601. Anything else is refused with the way out.
/// </summary>
internal static class NodeContent
{
    private const string WayOut = "Make text of it, for example with ConvertTo-Json -Compress or \"$value\", or give a [byte[]].";

    /// <exception cref="FlinkZkException">It is nothing that a node holds.</exception>
    public static byte[]? ToBytes(PSObject? value) => value?.BaseObject switch
    {
        null => null,
        byte[] bytes => bytes,
        object[] items when items.Length > 0 && Array.TrueForAll(items, static item => Base(item) is byte) => Array.ConvertAll(items, static item => (byte)Base(item)!),
        _ => Encoding.UTF8.GetBytes(ToText(value)),
    };

    /// <summary>What came through the pipeline for one node: bytes together, or lines.</summary>
    /// <exception cref="FlinkZkException">One of them is nothing that a node holds.</exception>
    public static byte[]? ToBytes(IReadOnlyList<PSObject?> values)
    {
        if (values.Count > 0 && values.All(static value => value?.BaseObject is byte))
            return [.. values.Select(static value => (byte)value!.BaseObject)];
        return values.Count == 1 ? ToBytes(values[0]) : Encoding.UTF8.GetBytes(string.Join('\n', values.Select(static value => value is null ? "" : ToText(value))));
    }

    private static string ToText(PSObject value) => value.BaseObject switch
    {
        string text => text,
        bool truth => truth ? "True" : "False",
        DateTime time => time.ToString("o", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToString("o", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("o", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("o", CultureInfo.InvariantCulture),
        Enum name => name.ToString(),
        // A PSObject remembers how a bare number was written.
        sbyte or byte or short or ushort or int or uint or long or ulong or Int128 or UInt128 or BigInteger or Half or float or double or decimal =>
            value.ToString(format: null, CultureInfo.InvariantCulture),
        char or Guid or TimeSpan or Version or Uri or System.Net.IPAddress or Duration =>
            Convert.ToString(value.BaseObject, CultureInfo.InvariantCulture) ?? "",
        var other => throw new FlinkZkException("InvalidData", ErrorCategory.InvalidType, $"A node holds text, bytes or a single value, not {other.GetType().Name}.", Advice(other)),
    };

    private static string Advice(object value) => value switch
    {
        FileSystemInfo file => $"Of a file give the content: (Get-Content '{file.FullName}' -Raw), or bytes: (Get-Content '{file.FullName}' -AsByteStream -Raw).",
        object[] items when Array.Exists(items, static item => Base(item) is byte) => "A node's Data are bytes; to go on with its text take Text: [int](Get-ZkNode /a).Text + 1.",
        _ => WayOut,
    };

    private static object? Base(object? item) => item is PSObject wrapped ? wrapped.BaseObject : item;
}
