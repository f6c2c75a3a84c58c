namespace FlinkZk.Streams.Runtime;

/// <summary>Which records of a join come out without a partner.</summary>
public enum JoinKind
{
    /// <summary>None.</summary>
    Inner,

    /// <summary>Left ones.</summary>
    Left,

    /// <summary>Right ones.</summary>
    Right,

    /// <summary>Both.</summary>
    Full,
}
