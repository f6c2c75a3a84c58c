using System.Buffers;
using System.Security.Cryptography;
using FlinkZk.Server.Errors;
using FlinkZk.Server.Log;

namespace FlinkZk.Server.Storage;

/// <summary>
/// A folder that is made whole or not at all: under a random name, for the owner alone, and it gets its name in the end.
/// <code>
/// target      there is none               there is an empty one, which stays what it is: a volume, a link, somebody's rights
/// made in     .flinkzk-[random]           target/.flinkzk-[random]
///             beside the target           with the target's lock
/// the end     renamed                     its files are moved up, in the order in which they were made
/// </code>
/// </summary>
internal sealed class NewFolder : IDisposable
{
    /// <summary>How the names of what is not whole yet begin.</summary>
    public const string Prefix = ".flinkzk-";

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    private const int RandomBytes = 8, RandomLength = 2 * RandomBytes;

    private readonly string _path;
    private readonly string? _leftovers;
    private readonly string _workspace;
    private readonly NewPath _parents;
    private readonly NewPath _own;
    private readonly IDisposable? _held;
    private readonly OwnFiles _files;
    private readonly OwnFiles _moved;

    private NewFolder(string path, IDisposable? held, Func<string, IDisk> open)
    {
        (_path, _held) = (path, held);
        var parent = held is null ? Path.GetDirectoryName(path) ?? path : path;
        _leftovers = Leftovers.Tell(parent);
        _workspace = Path.Combine(parent, RandomName());
        _parents = new(parent);
        _own = new(_workspace);
        try
        {
            _parents.Make();
            _own.Make();
            _files = new(open(_workspace));
            _moved = new(new FileDisk(path));
        }
        catch
        {
            _own.TakeBack();
            _parents.TakeBack();
            throw;
        }
    }

    /// <summary>What somebody should know who looks after it, as sentences.</summary>
    public IReadOnlyList<string> Findings => [.. ((string?[])[_held is null ? null : PrivateFile.TellOthers(_path), _leftovers]).OfType<string>()];

    /// <summary>Where its files are made.</summary>
    public IDisk Disk => _files;

    /// <summary>Begins it.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="sources">The folders that it is made of.</param>
    /// <param name="open">Makes a disk of a folder.</param>
    /// <exception cref="DataFolderException">It may not be made; nothing was.</exception>
    public static NewFolder Begin(string path, IReadOnlyCollection<string> sources, Func<string, IDisk>? open = null)
    {
        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        FolderGuard.Fill(folder, sources);
        var held = Directory.Exists(folder) ? FolderLock.Take(folder) : null;
        try
        {
            // Now that nobody else of us can be at work there.
            if (held is not null)
                FolderGuard.Fill(folder, sources);
            return new(folder, held, open ?? (static path => new FileDisk(path)));
        }
        catch
        {
            held?.Dispose();
            throw;
        }
    }

    /// <summary>A name that nobody has, nor can know before.</summary>
    public static string RandomName() => $"{Prefix}{Convert.ToHexString(RandomNumberGenerator.GetBytes(RandomBytes)).ToLowerInvariant()}{LogFiles.Temporary}";

    /// <summary>Whether a name is one of those.</summary>
    public static bool IsRandomName(string name) => name.Length == Prefix.Length + RandomLength + LogFiles.Temporary.Length
        && name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(LogFiles.Temporary, StringComparison.Ordinal)
        && name.AsSpan(Prefix.Length, RandomLength).IndexOfAnyExcept(Digits) < 0;

    /// <summary>Gives it its name.</summary>
    public void Complete()
    {
        if (_held is null)
            GiveName();
        else
            MoveUp();
        _files.Keep();
        _parents.Keep();
    }

    /// <summary>Takes back what was made, unless it is complete.</summary>
    public void Dispose()
    {
        _moved.Dispose();
        _files.Dispose();
        _own.TakeBack();
        _parents.TakeBack();
        _held?.Dispose();
    }

    private void GiveName()
    {
        try
        {
            // Never in place of a folder in which something is.
            Directory.Move(_workspace, _path);
        }
        catch (IOException e) when (Path.Exists(_path))
        {
            throw MadeMeanwhile(e);
        }
        DirectorySync.Run(Path.GetDirectoryName(_path)!);
    }

    private DataFolderException MadeMeanwhile(Exception cause) =>
        new(DataFolderProblem.NotEmpty, _path, $"{_path} holds data already: somebody made it meanwhile. Choose an empty folder, or a new one.", cause);

    private void MoveUp()
    {
        try
        {
            foreach (var name in _files.Made)
                _moved.Publish(Path.Combine(_workspace, name), name);
        }
        catch (DataFolderException e) when (e.Problem == DataFolderProblem.FileExists)
        {
            throw MadeMeanwhile(e);
        }
        _moved.SyncDirectory();
        _moved.Keep();
    }
}
