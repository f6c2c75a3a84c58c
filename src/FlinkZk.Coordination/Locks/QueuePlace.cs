using FlinkZk.Wire;

namespace FlinkZk.Coordination;

/// <summary>One who stands in a queue, as the listing of the queue tells.</summary>
/// <param name="Name">The node's name.</param>
/// <param name="Number">The number that the server gave it.</param>
/// <param name="Limit">How many may hold together, as it says.</param>
internal readonly record struct QueuePlace(string Name, int Number, HolderLimit Limit)
{
    /// <summary>The contenders among <paramref name="names"/>, first come first.</summary>
    public static List<QueuePlace> InOrder(IEnumerable<string> names)
    {
        var queue = new List<QueuePlace>();
        foreach (var name in names)
            if (TryParse(name, out var place))
                queue.Add(place);
        queue.Sort(static (a, b) => SequenceNumber.Compare(a.Number, b.Number));
        return queue;
    }

    // <whose>-<label>-<number>; a number that has wrapped brings its sign along.
    private static bool TryParse(string name, out QueuePlace place)
    {
        place = default;
        if (!SequenceNumber.TryParse(name, out var number))
            return false;
        var rest = name.AsSpan(0, name.Length - SequenceNumber.Digits - (number < 0 ? 1 : 0));
        if (rest is not [.. var owner, '-'] || owner.LastIndexOf('-') is var dash && dash < 0 || !HolderLimit.TryParse(owner[(dash + 1)..], out var limit))
            return false;
        place = new(name, number, limit);
        return true;
    }
}
