using System.Runtime.CompilerServices;
using FlinkZk.Client;
using FlinkZk.Wire;

namespace FlinkZk.Coordination;

/// <summary>
/// Makes the nodes of a file again: in one transaction where they fit, else in batches. An import that was interrupted goes on with
/// <see cref="TreeExisting.KeepEqual"/>: what it made is found equal.
/// </summary>
public static class TreeImport
{
    /// <summary>Imports, and tells what became of each node. Check the file before (<see cref="TreeFile.CheckAsync"/>): here the first bad line ends the work.</summary>
    /// <param name="client">The client.</param>
    /// <param name="file">The file.</param>
    /// <param name="to">The node that the file's top becomes.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Ends the work; what was made stays.</param>
    /// <exception cref="TreeException">The destination exists, or the file cannot be used.</exception>
    public static async IAsyncEnumerable<TreeChange> ImportAsync(
        ZkClient client, string file, string to, TreeWriteOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ZnodePath.Validate(to);
        await foreach (var change in TreeTransfer.WriteAsync(TreeFile.ReadAsync(file, cancellationToken), client, to, options ?? new(), cancellationToken).ConfigureAwait(false))
            yield return change;
    }
}
