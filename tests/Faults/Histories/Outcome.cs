namespace FlinkZk.Faults.Histories;

/// <summary>How an operation ended, as far as the one who asked for it knows.</summary>
internal enum Outcome
{
    /// <summary>No answer came: it may have happened, may still happen, or never.</summary>
    Unknown,

    /// <summary>It happened.</summary>
    Ok,

    /// <summary>It was refused (<see cref="Operation.Error"/>), and changed nothing.</summary>
    Refused,

    /// <summary>It never came to the node, by the word of the client or the server: it was not sent, or turned away.</summary>
    NotDone,
}
