using System.Security.Cryptography;
using FlinkZk.Client;
using FlinkZk.Wire;

namespace FlinkZk.Coordination;

/// <summary>
/// A number that many step: by compare-and-set, once each, whatever becomes of an answer. A step whose answer was lost is looked for by its id, which stands in the node, and is never made twice
/// (Curator's DistributedAtomicValue and kazoo's Counter count such a step again).
/// </summary>
/// <param name="client">The session.</param>
/// <param name="path">The node; it is made with the first step.</param>
public sealed class DistributedCounter(ZkClient client, string path)
{
    // Ten who step at once lose a few times each; who loses so often has another cause.
    private const int Tries = 200;
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(50);

    /// <summary>What it stands at; null where nobody has stepped it yet.</summary>
    /// <exception cref="InvalidDataException">The node holds something else.</exception>
    public async Task<CounterValue?> ReadAsync(CancellationToken cancellationToken = default) =>
        await LookAsync(cancellationToken).ConfigureAwait(false) is { } node ? new(Record(node).Value, node.Stat.Modified) : null;

    /// <summary>Adds to it.</summary>
    /// <param name="by">How much; less than 0 takes away.</param>
    /// <param name="cancellationToken">Gives up; whether it was stepped is then not known.</param>
    /// <returns>What this step made of it.</returns>
    /// <exception cref="CounterBusyException">Others changed it all the time.</exception>
    /// <exception cref="OverflowException">There is no such number.</exception>
    /// <exception cref="InvalidDataException">The node holds something else.</exception>
    /// <exception cref="ZkException">Where <see cref="ZkException.MayHaveHappened"/> is true, nobody can tell any more whether it was stepped.</exception>
    public async Task<CounterValue> StepAsync(long by, CancellationToken cancellationToken = default)
    {
        var id = RandomNumberGenerator.GetHexString(16, lowercase: true);
        for (var tried = 1; tried <= Tries; tried++)
        {
            var node = await LookAsync(cancellationToken).ConfigureAwait(false);
            var next = (node is { } found ? Record(found) : new(0, [])).Step(by, id);
            try
            {
                var stat = node is null
                    ? (await client.CreateAsync(path, next.ToJson(), acl: NodeTree.DefaultAcl(client), cancellationToken: cancellationToken).ConfigureAwait(false)).Stat
                    : await client.SetDataAsync(path, next.ToJson(), node.Value.Stat.Version, cancellationToken).ConfigureAwait(false);
                return new(next.Value, stat.Modified);
            }
            catch (ZkException e) when (e.Code == ErrorCode.ConnectionLoss)
            {
                if (e.MayHaveHappened && await FindAsync(node?.Stat, id, cancellationToken).ConfigureAwait(false) is { } modified)
                    return new(next.Value, modified);
            }
            catch (ZkException e) when (e.Code == ErrorCode.NoNode && node is null)
            {
                await NodeTree.EnsureAsync(client, ZnodePath.Parent(path)!, cancellationToken).ConfigureAwait(false);
            }
            catch (ZkException e) when (e.Code is ErrorCode.BadVersion or ErrorCode.NodeExists or ErrorCode.NoNode)
            {
                await Task.Delay(LongestPause * (Random.Shared.NextDouble() * Math.Min(tried, 10) / 10), client.TimeProvider, cancellationToken).ConfigureAwait(false);
            }
        }
        throw new CounterBusyException(path, Tries);
    }

    /// <summary>When the step was made whose answer was lost; null where it was not.</summary>
    /// <param name="before">The node that it was made upon; null where it was to be made.</param>
    /// <param name="id">The step's.</param>
    /// <param name="cancellationToken">Gives up.</param>
    private async Task<DateTimeOffset?> FindAsync(Stat? before, string id, CancellationToken cancellationToken)
    {
        NodeData? look;
        try
        {
            await Idempotent.RetryAsync(async () => { await LeaderBarrier.PassAsync(client, path, cancellationToken).ConfigureAwait(false); return true; }).ConfigureAwait(false);
            look = await LookAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ZkException e) when (!e.MayHaveHappened)
        {
            throw new ZkException(e.Code, $"Whether the counter was stepped could not be found out any more: {e.Message}", e.Path, mayHaveHappened: true, e);
        }
        if (look is not { } node)
            return before is null ? null : throw Unknown("it was deleted meanwhile");
        if (before is { } stat && stat.Czxid != node.Stat.Czxid)
            throw Unknown("it was deleted and made anew meanwhile");
        // The version that the step would have made, counted back from the newest.
        var behind = node.Stat.Version - (before?.Version + 1 ?? 0);
        if (behind < 0)
            return null;
        var steps = Record(node).Steps;
        return behind >= steps.Count ? throw Unknown("others have changed it too often since") : steps[behind] == id ? node.Stat.Modified : null;
    }

    private ZkException Unknown(string why) => new(ErrorCode.ConnectionLoss, $"Whether the counter was stepped is not known: the answer was lost, and {why}.", path, mayHaveHappened: true);

    private CounterRecord Record(NodeData node) => CounterRecord.Read(node.Data) ?? throw new InvalidDataException($"'{path}' is no counter: something else has written it.");

    private async Task<NodeData?> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await Idempotent.RetryAsync(() => client.GetDataAsync(path, cancellationToken)).ConfigureAwait(false);
        }
        catch (ZkException e) when (e.Code == ErrorCode.NoNode)
        {
            return null;
        }
    }
}
