using System.Text.RegularExpressions;

namespace FlinkZk;

/// <summary>What Wait-ZkNode waits for; all that is said must hold at once.</summary>
/// <exception cref="ArgumentException">The pattern is not a regular expression.</exception>
internal sealed class NodeCondition(bool gone, bool hasValue, byte[]? value, string? match, int minChildCount)
{
    private static readonly TimeSpan MatchDeadline = TimeSpan.FromSeconds(1);
    private readonly Regex? _match = match is null ? null : new(match, RegexOptions.CultureInvariant, MatchDeadline);

    /// <summary>Whether the children count, of which the node's own events say nothing.</summary>
    public bool NeedsChildren => minChildCount > 0;

    /// <summary>What the node is not, in words.</summary>
    public string Unmet => gone ? "is still there"
        : hasValue ? "does not hold the value"
        : _match is not null ? $"does not match '{_match}'"
        : NeedsChildren ? $"does not have {minChildCount} children"
        : "does not exist";

    public bool Holds(ZkNode? node)
    {
        if (node is null || gone)
            return node is null && gone;
        return (!hasValue || (node.Data ?? []).AsSpan().SequenceEqual(value ?? []))
            && (_match is null || node.Text is { } text && _match.IsMatch(text))
            && node.ChildCount >= minChildCount;
    }
}
