using System.Globalization;
using System.Management.Automation;
using System.Text;

namespace FlinkZk;

/// <summary>
/// A node's data as a parameter: text becomes UTF-8 without byte order mark, an integer its digits (PowerShell reads a bare 5 as a number), bytes stay bytes;
/// anything else is refused with the way out.
/// </summary>
public sealed class NodeValue
{
    /// <summary>Text, stored as UTF-8.</summary>
    public NodeValue(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Bytes = Encoding.UTF8.GetBytes(text);
    }

    /// <summary>Bytes, stored as they are.</summary>
    public NodeValue(byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        Bytes = bytes;
    }

    /// <summary>An integer, or an array of bytes that PowerShell holds as objects.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public NodeValue(object value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Bytes = value switch
        {
            PSObject { BaseObject: var inner } when inner is not PSObject and not PSCustomObject => new NodeValue(inner).Bytes,
            string text => Encoding.UTF8.GetBytes(text),
            byte[] bytes => bytes,
            int or long => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{value}")),
            object[] items when Array.TrueForAll(items, static item => item is byte) => Array.ConvertAll(items, static item => (byte)item),
            _ => throw new FormatException(
                $"A node holds text or bytes, not {value.GetType().Name}. Make text of it, for example with ConvertTo-Json -Compress or \"$value\", or give a [byte[]]."),
        };
    }

    internal byte[] Bytes { get; }
}
