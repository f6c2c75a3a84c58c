using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>What depends on the server's version, where that is known.</summary>
public sealed partial class ZkClient
{
    /// <summary>Servers before 3.5 know create only in its first form, which answers without the Stat.</summary>
    private bool LacksCreate2 => _session.Versions.Known is { } version && version.Number < ServerFeatures.Since(OpCode.Create2);

    /// <summary>Refuses an operation that the server is known not to have: it would answer by closing the connection.</summary>
    private void Require(OpCode type)
    {
        if (_session.Versions.Known is { } version && version.Number < ServerFeatures.Since(type))
        {
            throw new ZkException(ErrorCode.Unimplemented,
                $"{ErrorText.Name(type, null)} needs ZooKeeper {ServerFeatures.Since(type)}; {Server ?? "the server"} is {version}. Nothing was sent.");
        }
    }

    private async ValueTask<CreatedNode> CreatePlainAsync(string path, CreateArguments arguments, CancellationToken cancellation)
    {
        var created = await _session.Pipe.SendAsync<Create, CreatedNode>(new(path, arguments, IsPlain: true), _chroot, cancellation).ConfigureAwait(false);
        return await ExistsAsync(created.Path, cancellation).ConfigureAwait(false) is { } stat
            ? created with { Stat = stat }
            : throw new ZkException(ErrorCode.NoNode, $"create of '{created.Path}' succeeded, and somebody deleted the node before its Stat was read.", created.Path);
    }
}
