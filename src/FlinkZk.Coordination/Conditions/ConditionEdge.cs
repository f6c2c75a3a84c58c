namespace FlinkZk.Coordination;

/// <summary>Whether a condition has come or gone.</summary>
public enum ConditionEdge
{
    /// <summary>It holds from now on.</summary>
    Raised,

    /// <summary>It holds no more.</summary>
    Cleared,
}
