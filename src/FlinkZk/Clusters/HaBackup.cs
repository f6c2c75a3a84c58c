using FlinkZk.Coordination;

namespace FlinkZk;

/// <summary>Copies of what is about to be changed, in a folder, in the form that Import-ZkNode puts back.</summary>
internal sealed class HaBackup(string folder)
{
    private readonly Dictionary<(ZkSession, string), string> _files = [];

    /// <summary>Keeps a node with everything below, as it was before the first change of this run.</summary>
    /// <returns>The file.</returns>
    /// <exception cref="FlinkZkException">Not all of it could be read: then nothing should be changed.</exception>
    public async ValueTask<string> KeepAsync(ZkSession session, string top, CancellationToken cancellationToken)
    {
        if (_files.TryGetValue((session, top), out var kept))
            return kept;
        Directory.CreateDirectory(folder);
        var name = string.Concat(top.Trim('/').Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.' ? letter : '_'));
        var (file, result) = await ExportAsync(session, top, () => Free(name, ".jsonl"), cancellationToken).ConfigureAwait(false);
        if (result.Failures.Count > 0)
        {
            throw new FlinkZkException("BackupIncomplete", System.Management.Automation.ErrorCategory.PermissionDenied, $"Not all of '{top}' can be read, first '{TreePaths.Below(top, result.Failures[0].Path)}': no whole copy can be kept.",
                "Nothing was changed. Connect with an identity that may read it.");
        }
        return _files[(session, top)] = file;
    }

    // Another, at the same time, may take the name that was free.
    private static async Task<(string File, TreeExportResult Result)> ExportAsync(ZkSession session, string top, Func<string> free, CancellationToken cancellationToken)
    {
        while (true)
        {
            var file = free();
            try
            {
                return (file, await TreeExport.ExportAsync(session.Client, top, file, overwrite: false, progress: null, cancellationToken).ConfigureAwait(false));
            }
            catch (TreeException e) when (e.Id == TreeError.FileExists && File.Exists(file))
            {
                // The next number.
            }
        }
    }

    /// <summary>Keeps a file.</summary>
    /// <returns>The copy.</returns>
    /// <exception cref="IOException">It could not be copied.</exception>
    public string KeepFile(string path)
    {
        Directory.CreateDirectory(folder);
        var copy = Free(Path.GetFileNameWithoutExtension(path), Path.GetExtension(path));
        File.Copy(path, copy);
        return copy;
    }

    // The copies of before stay.
    private string Free(string name, string extension) =>
        Enumerable.Range(1, int.MaxValue).Select(number => Path.Combine(folder, number == 1 ? name + extension : FormattableString.Invariant($"{name}.{number}{extension}"))).First(free => !File.Exists(free));
}
