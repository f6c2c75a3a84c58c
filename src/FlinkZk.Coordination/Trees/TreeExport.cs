using FlinkZk.Client;

namespace FlinkZk.Coordination;

/// <summary>Writes a subtree into a file. Nodes are streamed: memory does not grow with the tree. It is no snapshot, as <see cref="TreeReader"/> says.</summary>
public static class TreeExport
{
    /// <summary>Exports.</summary>
    /// <param name="client">The client.</param>
    /// <param name="top">The node to export, with all that lies below it.</param>
    /// <param name="file">The file, as a full path.</param>
    /// <param name="overwrite">Whether a file that exists is replaced, once the new one is complete.</param>
    /// <param name="progress">Told of each node.</param>
    /// <param name="cancellationToken">Ends the work and leaves no file behind.</param>
    /// <exception cref="TreeException">The file exists.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="ZkException">There is no such node, or the session is over.</exception>
    public static async Task<TreeExportResult> ExportAsync(
        ZkClient client, string top, string file, bool overwrite, IProgress<string>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        RefuseExisting(file, overwrite);
        var header = new TreeFileHeader(top, client.TimeProvider.GetUtcNow(), client.LastZxid);
        var failures = new List<TreeItem>();
        var result = new TreeExportResult { Header = header };
        var writer = new TreeFileWriter(file, header);
        await using (writer)
        {
            await foreach (var item in TreeReader.ReadAsync(client, top, new(), cancellationToken).ConfigureAwait(false))
            {
                if (item.Node is not { } node)
                {
                    failures.Add(item);
                    continue;
                }
                await writer.AddAsync(node, cancellationToken).ConfigureAwait(false);
                result = result with
                {
                    Nodes = result.Nodes + 1,
                    Bytes = result.Bytes + (node.Data?.Length ?? 0),
                    Ephemerals = result.Ephemerals + (node.IsEphemeral ? 1 : 0),
                    MaskedAcls = result.MaskedAcls + (TreeAcl.IsMasked(node.Acl) ? 1 : 0),
                };
                progress?.Report(node.Path);
            }
            try
            {
                await writer.CompleteAsync(new(result.Nodes, result.Bytes, failures.Count, null), overwrite, cancellationToken).ConfigureAwait(false);
            }
            catch (IOException) when (!overwrite && File.Exists(file))
            {
                RefuseExisting(file, overwrite); // it came meanwhile
                throw;
            }
            return result with { Failures = failures, Size = writer.Length, LastZxid = client.LastZxid };
        }
    }

    private static void RefuseExisting(string file, bool overwrite)
    {
        if (Directory.Exists(file))
            throw new TreeException(TreeError.FileExists, $"'{file}' is a folder.");
        if (!overwrite && File.Exists(file))
            throw new TreeException(TreeError.FileExists, $"The file '{file}' exists.");
        if (Path.GetDirectoryName(file) is { } folder && !Directory.Exists(folder))
            throw new DirectoryNotFoundException($"There is no folder '{folder}' for '{file}'.");
    }
}
