namespace FlinkZk.Coordination;

/// <summary>What somebody who looks at a lock's queue sees.</summary>
public enum LockChangeKind
{
    /// <summary>One holds it.</summary>
    Held,

    /// <summary>One waits for it.</summary>
    Waiting,

    /// <summary>One that held it or waited has gone, in whichever way.</summary>
    Gone,

    /// <summary>Nobody holds it.</summary>
    Free,
}
