namespace FlinkZk.Coordination;

/// <summary>
/// A condition over time: it has two edges, and between them it holds. It knows no clock but the times of the looks, and what was not looked at changes nothing. Pure.
/// </summary>
/// <param name="IsRaised">Whether it holds.</param>
/// <param name="OtherwiseSince">Since when it looks otherwise, for not yet long enough; null where it does not.</param>
public readonly record struct ConditionState(bool IsRaised, DateTimeOffset? OtherwiseSince)
{
    /// <summary>What a look makes of it.</summary>
    /// <param name="time">When.</param>
    /// <param name="holds">What the look saw.</param>
    /// <param name="raiseAfter">How long it has to look so before it is raised.</param>
    /// <param name="clearAfter">How long it has to look otherwise before it is cleared.</param>
    public (ConditionState State, ConditionEdge? Edge) Observe(DateTimeOffset time, bool holds, TimeSpan raiseAfter, TimeSpan clearAfter)
    {
        if (holds == IsRaised)
            return (this with { OtherwiseSince = null }, null);
        var since = OtherwiseSince ?? time;
        return time - since < (holds ? raiseAfter : clearAfter)
            ? (this with { OtherwiseSince = since }, null)
            : (new(holds, null), holds ? ConditionEdge.Raised : ConditionEdge.Cleared);
    }
}
