using System.Text.Json;
using System.Text.Json.Serialization;
using FlinkZk.Client;

namespace FlinkZk.Coordination;

/// <summary>What a node of a lock's history holds.</summary>
internal sealed record LockActionRecord
{
    [JsonPropertyOrder(-1)]
    public int V { get; init; } = 1;

    /// <summary>Of the attempt: by it an action whose reply was lost is found again.</summary>
    public string? Id { get; init; }

    public LockActionKind Action { get; init; }

    public string? Contender { get; init; }

    public long Token { get; init; }

    public LockHolder? Holder { get; init; }

    public LockRequest? By { get; init; }

    public string? Identity { get; init; }

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, LockJson.Readable.LockActionRecord);

    public static LockActionRecord? FromJson(byte[]? data)
    {
        try
        {
            return data is { Length: > 0 } ? JsonSerializer.Deserialize(data, LockJson.Default.LockActionRecord) : null;
        }
        catch (JsonException)
        {
            return null;   // somebody else's node
        }
    }

    public LockAction ToAction(string path, NodeData node) =>
        new(path, node.Stat.Created, Action, Contender ?? "", Token, Holder ?? LockHolder.FromJson(null), By ?? new(null, null, null, null), Identity);
}
