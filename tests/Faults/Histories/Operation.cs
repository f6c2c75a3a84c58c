using System.Text.Json;
using System.Text.Json.Serialization;

namespace FlinkZk.Faults.Histories;

/// <summary>
/// One operation of a contender, with the times at which it began and ended on the machine's monotonic clock (nanoseconds), which is the same for all processes. It is a
/// line of JSON, written when it begins and again when it ends: of an operation that never came to its end the first line stays.
/// </summary>
internal sealed record Operation
{
    private static readonly JsonSerializerOptions Json = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>The contender; together with <see cref="Id"/> it is unique.</summary>
    public required int Contender { get; init; }

    public required long Id { get; init; }

    public required Kind Kind { get; init; }

    public required string Key { get; init; }

    public required long Began { get; init; }

    /// <summary>When the answer was there; null where there was none.</summary>
    public long? Ended { get; init; }

    public Outcome Outcome { get; init; }

    /// <summary>What was to be written.</summary>
    public string? Value { get; init; }

    /// <summary>The version, revision or token that the operation stands on.</summary>
    public long? Expected { get; init; }

    /// <summary>What was found.</summary>
    public string? Found { get; init; }

    /// <summary>The version, number, token or revision that came of it.</summary>
    public long? Number { get; init; }

    /// <summary>ZooKeeper's name of the error.</summary>
    public string? Error { get; init; }

    [JsonIgnore]
    public bool IsOk => Outcome == Outcome.Ok;

    /// <summary>When it was over, for whoever compares: what is not known stays open for ever.</summary>
    [JsonIgnore]
    public long Over => Outcome == Outcome.Unknown ? long.MaxValue : Ended ?? long.MaxValue;

    public static Operation Parse(string line) => JsonSerializer.Deserialize<Operation>(line, Json) ?? throw new JsonException("An operation is an object.");

    /// <summary>The line.</summary>
    public override string ToString() => JsonSerializer.Serialize(this, Json);
}
