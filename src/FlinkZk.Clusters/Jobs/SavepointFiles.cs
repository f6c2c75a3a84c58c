using System.Text.RegularExpressions;
using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Model;

namespace FlinkZk.Clusters.Jobs;

/// <summary>
/// Savepoints as files, where this machine sees them.
/// <code>
/// &lt;savepoints&gt;/savepoint-&lt;first 6 digits of the job&gt;-&lt;12 digits&gt;/_metadata, and files of state
/// </code>
/// </summary>
internal static partial class SavepointFiles
{
    private const string Metadata = "_metadata";

    /// <summary>Whether this machine sees one, when it was written, and how large it is.</summary>
    public static (FlinkSavepointState State, DateTimeOffset? Written, long? Size) Look(string uri)
    {
        if (FileUri.LocalPath(uri) is not { } path)
            return (FlinkSavepointState.Unseen, null, null);
        try
        {
            var metadata = new FileInfo(Path.Combine(path, Metadata));
            if (metadata.Exists)
                return (FlinkSavepointState.Complete, new(metadata.LastWriteTimeUtc), metadata.Directory!.EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length));
            // That it is not there says something only where the folder around it is.
            return (Directory.Exists(path) ? FlinkSavepointState.Unfinished : Directory.Exists(Path.GetDirectoryName(path.TrimEnd('/'))) ? FlinkSavepointState.Gone : FlinkSavepointState.Unseen, null, null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (FlinkSavepointState.Unseen, null, null);
        }
    }

    /// <summary>The folders of savepoints below a folder, complete or not, where this machine sees it.</summary>
    public static IReadOnlyList<string> Below(string? folder)
    {
        if (folder is null || FileUri.LocalPath(folder) is not { } path)
            return [];
        // As Flink writes it: with one slash.
        var uri = folder.StartsWith("file:///", StringComparison.Ordinal) ? "file:/" + folder["file:///".Length..] : folder;
        try
        {
            return [.. Directory.EnumerateDirectories(path, "savepoint-*").Select(Path.GetFileName).Where(name => Name().IsMatch(name!)).Order(StringComparer.Ordinal).Select(name => $"{uri.TrimEnd('/')}/{name}")];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Whether a savepoint's name is one that a job gives.</summary>
    public static bool IsOf(string uri, string job) => SavepointNeeds.Name(uri).StartsWith($"savepoint-{job[..Math.Min(6, job.Length)]}-", StringComparison.Ordinal);

    /// <summary>Refuses what is seen to be none, and what is a checkpoint: files of it may belong to others of its job, and would go too.</summary>
    public static void Check(string uri)
    {
        if (Checkpoint().IsMatch(SavepointNeeds.Name(uri)))
            throw NotFound($"'{uri}' is a checkpoint, and no savepoint.", "Nothing was removed: other checkpoints of the job may refer to its files. Flink removes its checkpoints itself.");
        var state = Look(uri).State;
        if (state == FlinkSavepointState.Gone)
            throw Missing(uri);
        if (state == FlinkSavepointState.Unfinished)
            throw NotFound($"'{uri}' is no savepoint: it has no file {Metadata}.", "Nothing was removed. It is under way, or was never finished: then it is of no use, and Flink cannot remove it. Remove the folder by hand.");
    }

    public static FlinkException Missing(string uri) => NotFound($"There is no savepoint '{uri}'.", "Nothing was removed. Get-FlinkSavepoint lists those that there are.");

    private static FlinkException NotFound(string what, string advice) => new(FlinkProblem.SavepointNotFound, FlinkOutcome.NotDone, what) { HowToSee = advice };

    [GeneratedRegex("^savepoint-[0-9a-f]{6}-[0-9a-f]{12}$")]
    private static partial Regex Name();

    [GeneratedRegex("^chk-[0-9]+$")]
    private static partial Regex Checkpoint();
}
