using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FlinkZk.Coordination;

/// <summary>What is watched for, as its node holds it.</summary>
public sealed record AlertRule
{
    /// <summary>The layout's version, so that a later module can tell.</summary>
    [JsonInclude, JsonPropertyOrder(-1)]
    internal int V { get; init; } = 1;

    /// <summary>What it is about.</summary>
    public AlertKind Kind { get; init; }

    /// <summary>The node's path, the lock's or the runner's name, or the server; null where the kind needs none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Target { get; init; }

    /// <summary>What the text of a node has to be like: * stands for any characters, ? for one. Upper and lower case are told apart.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Like { get; init; }

    /// <summary>Above what the number in a node has to be.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Above { get; init; }

    /// <summary>Below what the number in a node has to be.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Below { get; init; }

    /// <summary>How often something may happen within <see cref="Within"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? MoreThan { get; init; }

    /// <summary>The time that is counted in.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TimeSpan? Within { get; init; }

    /// <summary>For how long it has to be so before it is raised.</summary>
    public TimeSpan For { get; init; }

    /// <summary>For how long it has to be otherwise before it is cleared.</summary>
    public TimeSpan ClearAfter { get; init; }

    /// <summary>The condition in words, and on one line.</summary>
    public string Condition
    {
        get
        {
            var time = For > TimeSpan.Zero ? $" for {DurationText.Format(For)}" : "";
            return Kind switch
            {
                AlertKind.NodeMissing => $"{Target} is missing{time}",
                AlertKind.NodeExists => $"{Target} exists{time}",
                AlertKind.NodeValue when Like is not null => $"{Target} is like '{Like}'{time}",
                AlertKind.NodeValue => $"{Target} is {string.Join(" or ", Limits())}{time}",
                AlertKind.LeaderChanges => string.Create(CultureInfo.InvariantCulture, $"leader of {Target} changes more than {MoreThan} times in {DurationText.Format(Within ?? default)}{time}"),
                AlertKind.LockHeld => $"lock {Target} is held{time}",
                AlertKind.LockWaiting => $"lock {Target} is waited for{time}",
                AlertKind.RunnerGone => $"runner {Target} is gone{time}",
                AlertKind.SessionFlapping => string.Create(CultureInfo.InvariantCulture, $"connection is lost more than {MoreThan} times in {DurationText.Format(Within ?? default)}{time}"),
                _ => $"{Target ?? "a server"} is unhealthy{time}",
            };
        }
    }

    internal byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, AlertJson.Readable.AlertRule);

    /// <summary>Reads a node.</summary>
    /// <exception cref="InvalidDataException">It holds something else.</exception>
    internal static AlertRule FromJson(string path, byte[]? data)
    {
        try
        {
            if (data is { Length: > 0 } && JsonSerializer.Deserialize(data, AlertJson.Default.AlertRule) is { } rule && Enum.IsDefined(rule.Kind) && rule.IsComplete)
                return rule;
        }
        catch (JsonException)
        {
        }
        throw new InvalidDataException($"'{path}' is no alert: something else has written it.");
    }

    // What a rule of its kind cannot be judged without.
    private bool IsComplete => For >= TimeSpan.Zero && ClearAfter >= TimeSpan.Zero && Kind switch
    {
        AlertKind.NodeMissing or AlertKind.NodeExists => Wire.ZnodePath.IsValid(Target, out _),
        AlertKind.NodeValue => Wire.ZnodePath.IsValid(Target, out _) && (Like is not null || Above is not null || Below is not null),
        AlertKind.LeaderChanges => (Wire.ZnodePath.IsValid(Target, out _) || EntityName.IsValid(Target, out _)) && MoreThan is not null && Within > TimeSpan.Zero,
        AlertKind.LockHeld or AlertKind.LockWaiting or AlertKind.RunnerGone => EntityName.IsValid(Target, out _),
        AlertKind.SessionFlapping => MoreThan is not null && Within > TimeSpan.Zero,
        _ => true,
    };

    private IEnumerable<string> Limits()
    {
        if (Above is { } above)
            yield return string.Create(CultureInfo.InvariantCulture, $"above {above}");
        if (Below is { } below)
            yield return string.Create(CultureInfo.InvariantCulture, $"below {below}");
    }
}
