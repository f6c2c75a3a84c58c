namespace FlinkZk.Client;

/// <summary>What a watch waits for. The first four are asked for by paths of their own when watches are armed again.</summary>
internal enum WatchKind
{
    /// <summary>Once; the data of a node that exists (getData, exists).</summary>
    Data,
    /// <summary>Once; a node that did not exist (exists).</summary>
    Exist,
    /// <summary>Once; the children of a node.</summary>
    Child,
    /// <summary>For good; a node's data and children.</summary>
    Persistent,
    /// <summary>For good; a node and everything below it.</summary>
    Recursive,
}
