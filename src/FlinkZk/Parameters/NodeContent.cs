using System.Management.Automation;
using System.Text;

namespace FlinkZk;

/// <summary>A node's data out of what a user gives: text becomes UTF-8 without byte order mark, bytes stay bytes, anything else is refused with the way out.</summary>
internal static class NodeContent
{
    /// <exception cref="FlinkZkException">It is neither text nor bytes.</exception>
    public static byte[]? ToBytes(PSObject? value) => value?.BaseObject switch
    {
        null => null,
        string text => Encoding.UTF8.GetBytes(text),
        byte[] bytes => bytes,
        object[] items when items.Length > 0 && Array.TrueForAll(items, static item => item is byte) => Array.ConvertAll(items, static item => (byte)item),
        // PowerShell reads a bare 007 as a number; its PSObject remembers how it was written.
        int or long => Encoding.UTF8.GetBytes(value.ToString()),
        var other => throw new FlinkZkException("InvalidData", ErrorCategory.InvalidType, $"A node holds text or bytes, not {other.GetType().Name}.",
            "Make text of it, for example with ConvertTo-Json -Compress or \"$value\", or give a [byte[]]."),
    };
}
