using System.Text.Json;
using FlinkZk.Client;

namespace FlinkZk.Coordination;

/// <summary>One configured value as it stands in ZooKeeper.</summary>
public sealed record ConfigurationValue
{
    private static readonly System.Text.UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The job whose own value it is, or null for a default.</summary>
    public required string? Job { get; init; }

    /// <summary>The key.</summary>
    public required string Key { get; init; }

    /// <summary>The value: string, long, double, bool, object[], dictionary or null.</summary>
    public required object? Value { get; init; }

    /// <summary>Whether views must not show it.</summary>
    public required bool IsSecret { get; init; }

    /// <summary>Whether the node holds something that is not JSON: <see cref="Value"/> is then its text as it stands.</summary>
    public required bool IsRaw { get; init; }

    /// <summary>When it was last changed, by the server's clock.</summary>
    public required DateTimeOffset Modified { get; init; }

    /// <summary>The revision of the snapshot it was read in.</summary>
    public required long Revision { get; init; }

    /// <summary>Never shows a secret.</summary>
    public override string ToString() => $"{Key} = {(IsSecret ? "***" : Value)}";

    internal static ConfigurationValue FromNode(string? job, string key, NodeData node, long revision)
    {
        var (value, secret, raw) = Decode(node.Data ?? []);
        return new() { Job = job, Key = key, Value = value, IsSecret = secret, IsRaw = raw, Modified = node.Stat.Modified, Revision = revision };
    }

    private static (object? Value, bool Secret, bool Raw) Decode(byte[] data)
    {
        try
        {
            var element = ConfigurationJson.ParseElement(StrictUtf8.GetString(data));
            return ConfigurationJson.TryUnwrapSecret(element, out var inner)
                ? (ConfigurationJson.ToObject(inner), true, false)
                : (ConfigurationJson.ToObject(element), false, false);
        }
        // A text with half of a surrogate pair is found out only when it is taken.
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            return (System.Text.Encoding.UTF8.GetString(data), false, true);
        }
    }
}
