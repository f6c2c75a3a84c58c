namespace FlinkZk.Coordination;

/// <summary>
/// The rule of all that stand in one queue, whatever they want of it: a contender holds when fewer are ahead of it than it, and each of those, allows beside itself.
/// </summary>
/// <remarks>
/// So those who hold are always the first of the queue, and never more than any of them allows; who holds goes on holding, because those ahead only become fewer. A lock
/// (limit 1), a reader (any number) and a place of a semaphore (n) are three limits under the one rule, and may stand in one queue.
/// </remarks>
internal static class QueueRule
{
    /// <summary>Whether the turn has come.</summary>
    /// <param name="queue">The contenders in order.</param>
    /// <param name="place">One's own place.</param>
    public static bool Holds(IReadOnlyList<QueuePlace> queue, int place)
    {
        var limit = int.MaxValue;
        for (var i = 0; i <= place; i++)
            limit = Math.Min(limit, queue[i].Limit.Number);
        return place < limit;
    }

    /// <summary>How many of the queue hold.</summary>
    public static int Holders(IReadOnlyList<QueuePlace> queue)
    {
        var limit = int.MaxValue;
        var holders = 0;
        while (holders < queue.Count && holders < (limit = Math.Min(limit, queue[holders].Limit.Number)))
            holders++;
        return holders;
    }

    /// <summary>
    /// Whom one who does not hold waits for, so that a release wakes one waiter and not all of them: one without whose going the turn cannot come, else the one ahead, who
    /// has to hold or go first.
    /// </summary>
    /// <returns>Null where anybody's going may bring the turn: for the first of those who wait, when several hold.</returns>
    public static QueueTurn? WaitsFor(IReadOnlyList<QueuePlace> queue, int place)
    {
        // Who wants to be alone waits for all that are ahead: for the last of them as well as for any.
        if (queue[place].Limit == HolderLimit.Exclusive)
            return new(queue[place - 1].Name, MustGo: true);
        for (var i = place - 1; i >= 0; i--)
            if (queue[i].Limit == HolderLimit.Exclusive)
                return new(queue[i].Name, MustGo: true);
        return Holds(queue, place - 1) ? null : new(queue[place - 1].Name, MustGo: false);
    }
}
