namespace FlinkZk.Server.Journal;

/// <summary>The folder that log and snapshots lie in. A parameter, so that tests can crash it, fill it and break it.</summary>
internal interface IDisk
{
    /// <summary>The names of the files.</summary>
    IEnumerable<string> List();

    /// <summary>A new, empty file, with <paramref name="reserve"/> bytes of disk for it where the system can.</summary>
    IDiskFile Create(string name, long reserve);

    /// <summary>A file to be read; another may be writing it.</summary>
    IDiskFile OpenRead(string name);

    /// <summary>A file to go on writing.</summary>
    IDiskFile OpenWrite(string name);

    /// <summary>The name is in place of any file of that name when this returns; it survives a crash after <see cref="FlushNames"/>.</summary>
    void Rename(string from, string to);

    void Delete(string name);

    /// <summary>Makes creations, renames and deletions survive.</summary>
    void FlushNames();

    /// <summary>What a person calls the file.</summary>
    string Describe(string name);
}
