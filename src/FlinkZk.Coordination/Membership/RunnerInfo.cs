using System.Text.Json;
using System.Text.Json.Serialization;

namespace FlinkZk.Coordination;

/// <summary>What a runner says of itself in its node.</summary>
/// <param name="Host">The machine's name; null where the node holds something else.</param>
/// <param name="Pid">The process.</param>
/// <param name="User">The operating system's user.</param>
/// <param name="Slots">How many jobs it takes at once; null where it does not say.</param>
/// <param name="Jobs">The jobs that it runs, or is for.</param>
/// <param name="Purpose">What it is for, in its words.</param>
public sealed record RunnerInfo(string? Host, int? Pid, string? User, int? Slots, IReadOnlyList<string>? Jobs, string? Purpose)
{
    /// <summary>The layout's version, so that a later module can tell.</summary>
    [JsonInclude, JsonPropertyOrder(-1)]
    internal int V { get; init; } = 1;

    /// <summary>Of the registration: by it a node is known again.</summary>
    [JsonInclude, JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    internal string? Instance { get; init; }

    /// <summary>This process.</summary>
    public static RunnerInfo Current(int? slots = null, IReadOnlyList<string>? jobs = null, string? purpose = null) =>
        new(Environment.MachineName, Environment.ProcessId, Environment.UserName, slots, jobs ?? [], purpose) { Instance = Guid.NewGuid().ToString("n") };

    /// <summary>As its node holds it.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, RunnerJson.Readable.RunnerInfo);

    /// <summary>What a node says; all of it null where it says nothing of a runner.</summary>
    public static RunnerInfo FromJson(byte[]? data)
    {
        try
        {
            if (data is { Length: > 0 } && JsonSerializer.Deserialize(data, RunnerJson.Default.RunnerInfo) is { } info)
                return info;
        }
        catch (JsonException)
        {
            // Another program's: it is there all the same.
        }
        return new(null, null, null, null, null, null);
    }
}
