namespace FlinkZk.Faults.Histories;

/// <summary>What was asked for, and what an <see cref="Operation"/> of that kind carries.</summary>
internal enum Kind
{
    /// <summary>A node is made. Key; Value.</summary>
    Create,

    /// <summary>A node is read behind a sync, or a transaction where that is not enough. Key; Found: its value, Number: its version.</summary>
    Read,

    /// <summary>A node is set whatever it holds. Key; Value; Number: its version afterwards.</summary>
    Write,

    /// <summary>A node is set if its version is still the expected one. Key; Value; Expected; Number: its version afterwards.</summary>
    CompareAndSet,

    /// <summary>A node is deleted if its version is still the expected one. Key; Expected.</summary>
    Delete,

    /// <summary>A sequential node is made. Key: the parent; Value; Found: the name, Number: the number in it.</summary>
    Sequence,

    /// <summary>A lock is acquired. Key: the queue; Number: the fencing token.</summary>
    Acquire,

    /// <summary>An owner was told by IsSafe that no other can be one, at some moment between the two times. Key; Number: the token.</summary>
    Safe,

    /// <summary>A lock that several may hold together is acquired. Key: the queue; Expected: how many may (null: any number); Number: the fencing token.</summary>
    AcquireShared,

    /// <summary>An owner of such a lock was told by IsSafe that it is one. Key; Number: the token; Expected: how many may be.</summary>
    SafeShared,

    /// <summary>A node is set in one transaction with the proof of ownership. Key; Value; Expected: the token; Number: the node's version afterwards.</summary>
    Fenced,

    /// <summary>A line is added to a file that refuses lower tokens than it has seen. Key; Value; Expected: the token; Number: the line.</summary>
    FencedFile,

    /// <summary>A counter is stepped by one. Key; Number: what the step made of it.</summary>
    Count,

    /// <summary>The configuration is changed if it is still at the expected revision. Value: what every key gets; Expected; Number: the revision.</summary>
    Change,

    /// <summary>A reader of the configuration saw a snapshot. Key: the reader; Value: what the keys hold, parted by blanks; Number: the revision.</summary>
    Seen,
}
