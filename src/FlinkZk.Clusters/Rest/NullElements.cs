using System.Text.Json.Nodes;

namespace FlinkZk.Clusters.Rest;

/// <summary>Arrays of an answer without the elements that are null: Flink writes none, and what reads them need not look for any.</summary>
internal static class NullElements
{
    /// <exception cref="System.Text.Json.JsonException">It is no JSON.</exception>
    public static ReadOnlyMemory<byte> Removed(ReadOnlyMemory<byte> json)
    {
        if (!MayHave(json.Span) || JsonNode.Parse(json.Span) is not { } root)
            return json;
        Remove(root);
        return System.Text.Encoding.UTF8.GetBytes(root.ToJsonString());
    }

    // One that is a property's value has a colon in front. In a text it does no harm.
    private static bool MayHave(ReadOnlySpan<byte> json)
    {
        for (var rest = json; rest.IndexOf("null"u8) is >= 0 and var place; rest = rest[(place + 4)..])
        {
            if (rest[..place].TrimEnd(" \t\r\n"u8) is [.., (byte)'[' or (byte)','])
                return true;
        }
        return false;
    }

    private static void Remove(JsonNode node)
    {
        if (node is JsonArray items)
        {
            for (var i = items.Count - 1; i >= 0; i--)
            {
                if (items[i] is { } item)
                    Remove(item);
                else
                    items.RemoveAt(i);
            }
        }
        else if (node is JsonObject pairs)
        {
            foreach (var (_, value) in pairs)
            {
                if (value is not null)
                    Remove(value);
            }
        }
    }
}
