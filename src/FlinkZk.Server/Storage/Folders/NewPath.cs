using FlinkZk.Server.Errors;
using FlinkZk.Server.Log;

namespace FlinkZk.Server.Storage;

/// <summary>A folder with those above it, as far as they are missing. They are made one by one, so that it is known which ones are to be taken back.</summary>
/// <param name="path">The folder, as a full path.</param>
internal sealed class NewPath(string path)
{
    private readonly Stack<string> _made = new();

    /// <summary>Makes what is missing; the last for the owner alone.</summary>
    /// <exception cref="DataFolderException">It may not be made there.</exception>
    public void Make()
    {
        var missing = new Stack<string>();
        for (var folder = path; folder is not null && !Directory.Exists(folder); folder = Path.GetDirectoryName(folder))
            missing.Push(folder);
        foreach (var folder in missing)
            try
            {
                Make(folder);
                _made.Push(folder);
            }
            catch (Exception e) when (Denied.IsCause(e))
            {
                TakeBack();
                throw Denied.Write(Path.GetDirectoryName(folder) ?? folder, e);
            }
            catch (IOException e) when (DiskFullException.IsCause(e))
            {
                TakeBack();
                throw new DiskFullException(folder, e);
            }
            catch
            {
                TakeBack();
                throw;
            }
    }

    /// <summary>What was made is used: it stays.</summary>
    public void Keep() => _made.Clear();

    /// <summary>Removes what was made, as far as nothing lies in it: another may have begun to use it.</summary>
    public void TakeBack()
    {
        while (_made.TryPop(out var folder))
            try
            {
                Directory.Delete(folder);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // What went wrong before is what is told.
            }
    }

    private void Make(string folder)
    {
        if (folder == path)
            PrivateFile.MakeFolder(folder);
        else
            Directory.CreateDirectory(folder);
        if (Path.GetDirectoryName(folder) is { } parent)
            DirectorySync.Run(parent);
    }
}
