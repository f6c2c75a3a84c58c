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

    /// <summary>Makes an empty file for the owner's eyes only. Where anything bears the name, a link too, it is an error: nothing is ever written over.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="length">Its length in bytes, all zero; the room is reserved, so that writing into it later cannot run out of space.</param>
    /// <exception cref="DiskFullException">There is no such room; then there is no such file either.</exception>
    IDiskFile Create(string name, long length);

    /// <summary>Opens a file to read.</summary>
    IDiskFile Open(string name);

    /// <summary>Opens a file to read and write.</summary>
    IDiskFile OpenToWrite(string name);

    /// <summary>Gives a file another name, in place of one that bears it: for a directory of which this process is the only owner. It may be open.</summary>
    void Rename(string from, string to);

    /// <summary>Gives a closed file its final name where others may be at work too: in one step, and never in place of anything.</summary>
    void Publish(string from, string to);

    /// <summary>Deletes a file; one that is not there is no error.</summary>
    void Delete(string name);

    /// <summary>Makes all names durable as they are now.</summary>
    void SyncDirectory();
}
