namespace FlinkZk.Coordination;

/// <summary>What of the values does not fit the schema.</summary>
/// <param name="Location">Where, as a JSON pointer (RFC 6901): <c>/threshold</c>; empty for the values as a whole.</param>
/// <param name="Keyword">The schema's keyword that it does not fit.</param>
/// <param name="Problem">In words.</param>
public sealed record SchemaViolation(string Location, string Keyword, string Problem)
{
    /// <summary>The configured key; empty for the values as a whole.</summary>
    public string Key => Location.Length == 0 ? "" : Location[1..].Split('/')[0].Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);

    /// <summary>Where and what.</summary>
    public override string ToString() => Location.Length == 0 ? Problem : $"{Location[1..].Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)}: {Problem}";

    /// <summary>The same without the value, which the words may repeat.</summary>
    internal SchemaViolation Masked() => this with { Problem = $"The secret does not fit the schema's '{Keyword}'." };
}
