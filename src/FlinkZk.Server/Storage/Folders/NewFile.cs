using FlinkZk.Server.Errors;
using FlinkZk.Server.Log;

namespace FlinkZk.Server.Storage;

/// <summary>A file that is to be made where other things may lie; folders that are missing are made with it, and taken back unless it is complete.</summary>
internal sealed class NewFile : IDisposable
{
    private readonly NewPath _parents;

    private NewFile(string folder, string name)
    {
        (Name, _parents) = (name, new(folder));
        Findings = Leftovers.Tell(folder) is { } left ? [left] : [];
        _parents.Make();
        Disk = new FileDisk(folder);
    }

    /// <summary>Its folder.</summary>
    public IDisk Disk { get; }

    /// <summary>What somebody should know who looks after it, as sentences.</summary>
    public IReadOnlyList<string> Findings { get; }

    /// <summary>Its name there.</summary>
    public string Name { get; }

    /// <summary>Begins it.</summary>
    /// <exception cref="DataFolderException">It may not be made; nothing was.</exception>
    public static NewFile Begin(string file)
    {
        var (folder, name) = Split(file);
        FolderGuard.Put(Path.Combine(folder, name));
        return new(folder, name);
    }

    /// <summary>A file's folder and name.</summary>
    public static (string Folder, string Name) Split(string file)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        var full = Path.GetFullPath(file);
        return Path.GetDirectoryName(full) is { } folder && Path.GetFileName(full) is { Length: > 0 } name
            ? (folder, name)
            : throw new ArgumentException($"{file} is a folder; a back-up is a file.", nameof(file));
    }

    /// <summary>It is whole, and has its name.</summary>
    public void Complete() => _parents.Keep();

    public void Dispose() => _parents.TakeBack();
}
