namespace FlinkZk.Coordination;

/// <summary>Why work on a subtree cannot be done.</summary>
public enum TreeError
{
    /// <summary>Something else.</summary>
    Unknown,
    /// <summary>A node would be copied or moved into itself.</summary>
    DestinationInsideSource,
    /// <summary>The destination exists.</summary>
    DestinationExists,
    /// <summary>A node exists with other data or another access control list.</summary>
    NodeDiffers,
    /// <summary>A node belongs to a session and goes with it: it can be neither copied nor moved.</summary>
    EphemeralNode,
    /// <summary>The server holds back a part of the access control list: set again, it would let nobody in.</summary>
    MaskedAcl,
    /// <summary>The subtree does not fit into one transaction.</summary>
    TreeTooLarge,
    /// <summary>Somebody changed the subtree while it was moved.</summary>
    ChangedMeanwhile,
    /// <summary>A move in steps was ended before anything was deleted.</summary>
    MoveIncomplete,
    /// <summary>The root cannot be moved.</summary>
    RootNotMovable,
    /// <summary>The file exists.</summary>
    FileExists,
    /// <summary>A line of the file cannot be used.</summary>
    InvalidLine,
    /// <summary>The file ends before its last line, or its checksum is wrong.</summary>
    FileDamaged,
    /// <summary>The file is none of a subtree, or of a later format.</summary>
    UnknownFormat,
}
