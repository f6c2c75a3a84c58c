namespace FlinkZk;

/// <summary>What Import-ZkNode did.</summary>
public sealed class ZkNodeImport : IBySession, IShown
{
    internal ZkNodeImport(string path, string file, ZkSession session, bool isDryRun) => (Path, FilePath, Session, IsDryRun) = (path, file, session, isDryRun);

    /// <summary>The node that the file's top became.</summary>
    public string Path { get; }

    /// <summary>The file.</summary>
    public string FilePath { get; }

    /// <summary>Nodes that were made.</summary>
    public int Created { get; internal set; }

    /// <summary>Nodes that existed and got the file's data or access control list.</summary>
    public int Overwritten { get; internal set; }

    /// <summary>Nodes that existed and were equal.</summary>
    public int Unchanged { get; internal set; }

    /// <summary>Nodes that were left out: ephemeral ones, and those below a node that could not be made.</summary>
    public int Skipped { get; internal set; }

    /// <summary>Nodes that could not be made or changed.</summary>
    public int Failed { get; internal set; }

    /// <summary>Whether all nodes came about in one transaction.</summary>
    public bool IsAtomic { get; internal set; }

    /// <summary>Whether nothing was written (-WhatIf): the figures say what would happen.</summary>
    public bool IsDryRun { get; }

    string? IShown.ShownPath => PlainText.Line(Path);

    string? IShown.ShownFile => PlainText.Line(FilePath);

    /// <summary>The session: cmdlets further down the pipeline use it.</summary>
    ZkSession IBySession.Session => Session;

    internal ZkSession Session { get; }

    /// <summary>The node.</summary>
    public override string ToString() => PlainText.Line(Path);
}
