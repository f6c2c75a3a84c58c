using System.Management.Automation.Provider;
using FlinkZk.Client;
using FlinkZk.Coordination;
using FlinkZk.Wire;

namespace FlinkZk;

public sealed partial class ZooKeeperProvider
{
    /// <inheritdoc/>
    public IContentReader? GetContentReader(string path)
    {
        IContentReader? reader = null;
        Do(path, place => reader = Read(place, DynamicParameters as ContentReadParameters ?? new ContentReadParameters()));
        return reader;
    }

    /// <inheritdoc/>
    public object GetContentReaderDynamicParameters(string path) => new ContentReadParameters();

    /// <inheritdoc/>
    public IContentWriter? GetContentWriter(string path)
    {
        var given = DynamicParameters as ContentWriteParameters ?? new ContentWriteParameters();
        var format = new ContentFormat(given.Encoding, given.AsByteStream, given.NoNewline);
        return new NodeContentWriter((items, append) =>
        {
            // Ctrl+C, or an error further up: nobody asked for half of it.
            if (!Stopping && !ContentCmdlet.IsClearedAway)
                Do(path, place => Write(place, before => format.Write(items, before), append, given.ExpectedVersion), changes: true);
        });
    }

    /// <inheritdoc/>
    public object GetContentWriterDynamicParameters(string path) => new ContentWriteParameters();

    /// <inheritdoc/>
    public void ClearContent(string path)
    {
        // Set-Content clears before it writes: two changes, and an empty node for whoever reads in between. Its own writer replaces everything in one.
        if (DynamicParameters is ContentWriteParameters)
            return;
        Change(path, "Clear data", place =>
        {
            if (!Plan(place, NodeChangeKind.Set, ZkOperation.SetData(place.Node, null, ExpectedVersion)))
                Waiting.Run(place.Session, token => place.Session.Client.SetDataAsync(place.Node, null, ExpectedVersion, token));
        });
    }

    /// <inheritdoc/>
    public object ClearContentDynamicParameters(string path) => new VersionParameters();

    private NodeContentReader Read(DrivePlace place, ContentReadParameters given)
    {
        var format = new ContentFormat(given.Encoding, given.AsByteStream, given.Raw);
        if (!given.Wait)
            return new(Waiting.Run(place.Session, token => place.Session.Client.GetDataAsync(place.Node, token)).Data, format, place.Path);
        var follower = new NodeFollower(place.Session, place.Node);
        var now = Waiting.Run(place.Session, token => follower.NextAsync(token));
        return new(now?.Data, format, place.Path, () => Patient.Run(place.Session, token => follower.NextAsync(token))?.Data, follower.Stop);
    }

    private void Write(DrivePlace place, Func<byte[]?, byte[]> content, bool append, int version)
    {
        if (NodeTransaction.Current is { } transaction)
        {
            PlanContent(transaction, place, content, append, version);
            return;
        }
        try
        {
            Waiting.Run(place.Session, token => append ? AppendAsync(place, content, version, token) : ReplaceAsync(place, content(null), version, token));
        }
        finally
        {
            StatCache.Of(place.Session).Clear();
        }
    }

    // Whether it is made or changed is decided now: one request of a transaction cannot be either.
    private void PlanContent(NodeTransaction transaction, DrivePlace place, Func<byte[]?, byte[]> content, bool append, int version)
    {
        if (append)
            throw NodeTransaction.Refuse("Add-Content", "Read the node before it, and set the whole in it: Set-Content -ExpectedVersion.");
        var data = content(null);
        if (version >= 0 || (transaction.WillExist(place.Node) ?? Look(place) is not null))
            Plan(place, NodeChangeKind.Set, ZkOperation.SetData(place.Node, data, version), data);
        else
            Plan(place, NodeChangeKind.Create, ZkOperation.Create(place.Node, data, CreateMode.Persistent, NodeTree.DefaultAcl(place.Session.Client)), data);
    }

    private static async ValueTask ReplaceAsync(DrivePlace place, byte[] data, int version, CancellationToken cancellationToken)
    {
        var client = place.Session.Client;
        while (true)
        {
            try
            {
                await client.SetDataAsync(place.Node, data, version, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (ZkException e) when (e.Code == ErrorCode.NoNode && version < 0)
            {
                if (await TryCreateAsync(place, data, cancellationToken).ConfigureAwait(false))
                    return;
            }
        }
    }

    // Read, then written only if nobody else was faster: what two append at the same time is both there.
    private static async ValueTask AppendAsync(DrivePlace place, Func<byte[]?, byte[]> content, int version, CancellationToken cancellationToken)
    {
        var client = place.Session.Client;
        while (true)
        {
            try
            {
                var now = await client.GetDataAsync(place.Node, cancellationToken).ConfigureAwait(false);
                await client.SetDataAsync(place.Node, content(now.Data), version < 0 ? now.Stat.Version : version, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (ZkException e) when (e.Code == ErrorCode.BadVersion && version < 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
            catch (ZkException e) when (e.Code == ErrorCode.NoNode && version < 0)
            {
                if (await TryCreateAsync(place, content(null), cancellationToken).ConfigureAwait(false))
                    return;
            }
        }
    }

    private static async ValueTask<bool> TryCreateAsync(DrivePlace place, byte[] data, CancellationToken cancellationToken)
    {
        try
        {
            await place.Session.Client.CreateAsync(place.Node, data, acl: NodeTree.DefaultAcl(place.Session.Client), cancellationToken: cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (ZkException e) when (e.Code == ErrorCode.NodeExists)
        {
            return false;
        }
    }
}
