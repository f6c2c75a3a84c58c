using System.Text.Json;
using System.Text.Json.Serialization;

namespace FlinkZk.Coordination;

/// <summary>What a contender writes into its node, for the people who wonder who holds the lock.</summary>
/// <param name="Host">The machine's name; null where the node holds something else.</param>
/// <param name="Pid">The process.</param>
/// <param name="User">The operating system's user.</param>
/// <param name="Purpose">Why, in the holder's words.</param>
public sealed record LockHolder(string? Host, int? Pid, string? User, string? Purpose)
{
    /// <summary>The layout's version, so that a later module can tell.</summary>
    [JsonInclude, JsonPropertyOrder(-1)]
    internal int V { get; init; } = 1;

    /// <summary>For how many milliseconds it had been held when this was written; null in what was written before that.</summary>
    [JsonInclude, JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    internal long? Held { get; init; }

    /// <summary>Who wants it to let go, and why; null while nobody does.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public LockRequest? Request { get; init; }

    /// <summary>This process.</summary>
    public static LockHolder Current(string? purpose = null) =>
        new(Environment.MachineName, Environment.ProcessId, Environment.UserName, purpose);

    internal byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, LockJson.Readable.LockHolder);

    internal static LockHolder FromJson(byte[]? data)
    {
        try
        {
            if (data is { Length: > 0 } && JsonSerializer.Deserialize(data, LockJson.Default.LockHolder) is { } holder)
                return holder;
        }
        catch (JsonException)
        {
            // Another program's contender: it stands in the queue all the same.
        }
        return new(null, null, null, null);
    }
}
