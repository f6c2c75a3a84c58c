using System.Text.Json;
using System.Text.Json.Serialization;

namespace FlinkZk.Coordination;

/// <summary>What is known of an alert over time, as its node holds it: whoever watches next goes on from here.</summary>
internal sealed record AlertState
{
    [JsonPropertyOrder(-1)]
    public int V { get; init; } = 1;

    /// <summary>The transaction that wrote the rule: of another rule under the same name nothing is known.</summary>
    public long Rule { get; init; }

    /// <summary>Whether it is raised.</summary>
    public bool IsRaised { get; init; }

    /// <summary>Since when it looks otherwise, for not yet long enough.</summary>
    public DateTimeOffset? OtherwiseSince { get; init; }

    /// <summary>When something that is counted happened.</summary>
    public IReadOnlyList<DateTimeOffset> Times { get; init; } = [];

    /// <summary>What was there last, by which it is known whether another has come.</summary>
    public string? Mark { get; init; }

    /// <summary>The last edge; null where there was none.</summary>
    public AlertEdge? Last { get; init; }

    /// <summary>Whether the last edge has been told.</summary>
    public bool IsTold { get; init; } = true;

    public bool IsSameAs(AlertState other) => this with { Times = other.Times } == other && Times.SequenceEqual(other.Times);

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, AlertJson.Readable.AlertState);

    /// <summary>What a node says; null where it says nothing of an alert.</summary>
    public static AlertState? FromJson(byte[]? data)
    {
        try
        {
            return data is { Length: > 0 } && JsonSerializer.Deserialize(data, AlertJson.Default.AlertState) is { Times: not null } state ? state : null;
        }
        catch (JsonException)
        {
            // Another program's. The alert begins anew.
            return null;
        }
    }
}

/// <summary>An edge, as a node holds it.</summary>
/// <param name="Number">It grows by one with each edge of the alert.</param>
/// <param name="Edge">Which.</param>
/// <param name="Time">When, by the clock of whoever watched.</param>
/// <param name="Message">Why.</param>
internal sealed record AlertEdge(long Number, ConditionEdge Edge, DateTimeOffset Time, string Message);
