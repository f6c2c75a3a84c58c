namespace FlinkZk.Server.Log;

/// <summary>
/// One directory on a disk: all that log and snapshots need of it, and a parameter, so that tests can crash it, fill it and fail it at
/// every step. What was written is safe after <see cref="IDiskFile.Sync"/>; that a name exists, after <see cref="SyncDirectory"/>.
/// </summary>
internal interface IDisk
{
    /// <summary>The full path of a file, for messages.</summary>
    string PathOf(string name);

    /// <summary>The names of all files.</summary>
    IReadOnlyList<string> List();

    /// <summary>Makes an empty file, in place of one that bears the name.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="length">Its length in bytes, all zero; the room is reserved, so that writing into it later cannot run out of space.</param>
    /// <exception cref="DiskFullException">There is no such room.</exception>
    IDiskFile Create(string name, long length);

    /// <summary>Opens a file to read and write.</summary>
    IDiskFile Open(string name);

    /// <summary>Gives a file another name, in place of one that bears it.</summary>
    void Rename(string from, string to);

    /// <summary>Deletes a file; one that is not there is no error.</summary>
    void Delete(string name);

    /// <summary>Makes all names durable as they are now.</summary>
    void SyncDirectory();
}
