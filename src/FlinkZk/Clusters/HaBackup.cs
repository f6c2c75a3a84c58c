using FlinkZk.Coordination;

namespace FlinkZk;

/// <summary>Copies of what is about to be changed, in a folder, in the form that Import-ZkNode puts back.</summary>
internal sealed class HaBackup(string folder)
{
    private readonly HashSet<(ZkSession, string)> _kept = [];
    private readonly Dictionary<(ZkSession, string), string> _files = [];

    /// <summary>Keeps a node with everything below, as it was before the first change of this run.</summary>
    /// <returns>The file.</returns>
    /// <exception cref="FlinkZkException">Not all of it could be read: then nothing should be changed.</exception>
    public async ValueTask<string> KeepAsync(ZkSession session, string top, CancellationToken cancellationToken)
    {
        if (!_kept.Add((session, top)))
            return _files[(session, top)];
        Directory.CreateDirectory(folder);
        var name = string.Concat(top.Trim('/').Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.' ? letter : '_'));
        // The copies of before stay.
        var file = Enumerable.Range(1, int.MaxValue).Select(number => Path.Combine(folder, number == 1 ? $"{name}.jsonl" : FormattableString.Invariant($"{name}.{number}.jsonl"))).First(free => !File.Exists(free));
        var result = await TreeExport.ExportAsync(session.Client, top, file, overwrite: false, progress: null, cancellationToken).ConfigureAwait(false);
        if (result.Failures.Count > 0)
        {
            throw new FlinkZkException("BackupIncomplete", System.Management.Automation.ErrorCategory.PermissionDenied, $"Not all of '{top}' can be read, first '{TreePaths.Below(top, result.Failures[0].Path)}': no whole copy can be kept.",
                "Nothing was changed. Connect with an identity that may read it.");
        }
        return _files[(session, top)] = file;
    }
}
