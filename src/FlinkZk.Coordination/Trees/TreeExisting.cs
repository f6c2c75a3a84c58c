namespace FlinkZk.Coordination;

/// <summary>What is done where a node exists already.</summary>
public enum TreeExisting
{
    /// <summary>That is an error of the node.</summary>
    Refuse,
    /// <summary>An equal one stays; one that differs is an error of the node.</summary>
    KeepEqual,
    /// <summary>It gets the data and the access control list.</summary>
    Overwrite,
}
