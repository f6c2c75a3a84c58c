using System.Globalization;

namespace FlinkZk.Coordination;

/// <summary>
/// How many may hold a lock together, in one contender's words: it stands in the name of the contender's node (<c>&lt;guid&gt;-lock-&lt;n&gt;</c>,
/// <c>-shared-</c>, <c>-count3-</c>), so that the queue's listing says all that is needed to tell who holds. There is no maximum stored anywhere that could contradict
/// them: the smallest of those that hold counts.
/// </summary>
public readonly record struct HolderLimit
{
    private const string ExclusiveLabel = "lock";
    private const string SharedLabel = "shared";
    private const string CountLabel = "count";
    private readonly int _above;   // what is above 1, so that the default is a lock; -1 for any number

    private HolderLimit(int above) => _above = above;

    /// <summary>One alone: a lock.</summary>
    public static HolderLimit Exclusive => default;

    /// <summary>Any number: readers beside each other, and never beside one who wants to be alone.</summary>
    public static HolderLimit Shared => new(-1);

    /// <summary>At most so many: a semaphore.</summary>
    /// <param name="count">From 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public static HolderLimit AtMost(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return new(count - 1);
    }

    /// <summary>How many; null for any number.</summary>
    public int? Count => _above < 0 ? null : _above + 1;

    /// <summary>The number to compare with.</summary>
    internal int Number => Count ?? int.MaxValue;

    /// <summary>What stands between GUID and number in the node's name.</summary>
    internal string Label => this == Exclusive ? ExclusiveLabel : this == Shared ? SharedLabel : string.Create(CultureInfo.InvariantCulture, $"{CountLabel}{Count}");

    /// <summary>Reads a <see cref="Label"/>; false for that of another recipe.</summary>
    internal static bool TryParse(ReadOnlySpan<char> label, out HolderLimit limit)
    {
        limit = label.SequenceEqual(SharedLabel) ? Shared : Exclusive;
        if (limit == Shared || label.SequenceEqual(ExclusiveLabel))
            return true;
        if (!label.StartsWith(CountLabel, StringComparison.Ordinal) || !int.TryParse(label[CountLabel.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count < 2)
            return false;
        limit = AtMost(count);
        return true;
    }

    /// <summary>The count, or "any".</summary>
    public override string ToString() => Count?.ToString(CultureInfo.InvariantCulture) ?? "any";
}
