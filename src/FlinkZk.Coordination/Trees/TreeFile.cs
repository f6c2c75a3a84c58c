using System.Runtime.CompilerServices;

namespace FlinkZk.Coordination;

/// <summary>The file of a subtree.</summary>
public static class TreeFile
{
    /// <summary>Problems that are told; a file of another kind would give one for each line.</summary>
    public const int MaxProblems = 100;

    /// <summary>Reads a file from its first line to its last and tells what is in it, and every line that cannot be used.</summary>
    /// <param name="file">The file.</param>
    /// <param name="progress">Told of each node.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static async Task<TreeFileSummary> CheckAsync(string file, IProgress<string>? progress = null, CancellationToken cancellationToken = default)
    {
        var problems = new List<TreeException>();
        var reader = new TreeFileReader(file, problems.Add);
        var bytes = 0L;
        await foreach (var node in reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            bytes += node.Data?.Length ?? 0;
            progress?.Report(node.Path);
            if (problems.Count >= MaxProblems)
                break;
        }
        return new TreeFileSummary(reader.Header, reader.Nodes, bytes, reader.End?.Unreadable ?? 0, problems);
    }

    /// <summary>The nodes of a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="TreeException">A line cannot be used, or the file is not whole.</exception>
    public static async IAsyncEnumerable<TreeItem> ReadAsync(string file, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var reader = new TreeFileReader(file, problem => throw problem);
        await foreach (var node in reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            yield return new TreeItem(node.Path, node, null);
    }
}
