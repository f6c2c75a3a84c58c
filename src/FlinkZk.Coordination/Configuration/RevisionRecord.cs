using System.Text.Json;
using System.Text.Json.Serialization;
using FlinkZk.Client;

namespace FlinkZk.Coordination;

/// <summary>
/// What a history node holds. <c>from</c> and <c>to</c> of a change are the literals themselves, not text with JSON in it;
/// a value that is absent leaves its property out, so that it differs from null.
/// </summary>
internal sealed record RevisionRecord
{
    [JsonPropertyOrder(-2)]
    public int V { get; init; } = 1;

    public long Revision { get; init; }

    /// <summary>Of the attempt: by it a change whose reply was lost is told from somebody else's.</summary>
    public string? Id { get; init; }

    public string? User { get; init; }

    public string? Identity { get; init; }

    public string? Host { get; init; }

    public string? Reason { get; init; }

    public IReadOnlyList<Change> Changes { get; init; } = [];

    public sealed record Change
    {
        public string? Job { get; init; }

        public string Key { get; init; } = "";

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
        public JsonElement From { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
        public JsonElement To { get; init; }
    }

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, RevisionJson.Readable.RevisionRecord);

    public static RevisionRecord? FromJson(byte[]? data)
    {
        try
        {
            var record = data is { Length: > 0 } ? JsonSerializer.Deserialize(data, RevisionJson.Default.RevisionRecord) : null;
            // What somebody else put there may be JSON and yet no entry of ours.
            return record?.Changes is { } changes && changes.All(change => change?.Key is not null) ? record : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The revision that a node holds; null where it holds something else.</summary>
    public static ConfigurationRevision? TryRead(NodeData node)
    {
        try
        {
            return FromJson(node.Data)?.ToRevision(node.Stat.Created);
        }
        // A literal with half of a surrogate pair is found out only when it is taken.
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    public ConfigurationRevision ToRevision(DateTimeOffset time) => new(Revision, time, User, Identity, Host, Reason,
        // An array, because PowerShell cannot index the list that [..] makes.
        Changes.Select(change => new ConfigurationChange(change.Job, change.Key, Text(change.From), Text(change.To))).ToArray());

    /// <summary>A literal for history: masked where it is a secret, text where the node held something that is not JSON.</summary>
    public static JsonElement Literal(string? json)
    {
        if (json is null)
            return default;
        JsonElement element;
        try
        {
            element = ConfigurationJson.ParseElement(json);
        }
        catch (JsonException)
        {
            return ConfigurationJson.ParseElement(ConfigurationJson.Encode(json));
        }
        return ConfigurationJson.TryUnwrapSecret(element, out _)
            ? ConfigurationJson.ParseElement(ConfigurationJson.Encode(ConfigurationChange.Masked))
            : element;
    }

    private static string? Text(JsonElement element) =>
        element.ValueKind == JsonValueKind.Undefined ? null
        : element.ValueKind == JsonValueKind.String && element.ValueEquals(ConfigurationChange.Masked) ? ConfigurationChange.Masked
        : ConfigurationJson.Encode(element);
}
