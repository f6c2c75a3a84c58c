using System.Text;
using FlinkZk.Server.Members;
using FlinkZk.Server.State;
using FlinkZk.Wire;

namespace FlinkZk.Server.Operations;

/// <summary>
/// reconfig: other members for an ensemble; a server alone has none. The transaction is that of a setData on <c>/zookeeper/config</c>,
/// whose version stays -1, as Java's: <c>path · data · version i32</c>.
/// </summary>
internal sealed class Reconfig(Membership? membership) : WriteOperation
{
    public override ErrorCode Prepare(ref JuteReader request, PrepareContext context, WireBuffer txn)
    {
        var asked = ReconfigRequest.Read(ref request);
        // The ensemble's own, at its start, comes from no session.
        var byServer = context.SessionId == 0;
        if (!byServer && !context.Options.ReconfigEnabled)
            return ErrorCode.ReconfigDisabled;
        if (membership is null)
            return ErrorCode.Unimplemented;
        if (membership.IsChanging)
            return ErrorCode.ReconfigInProgress;
        if (asked.CurrentConfigId != -1 && asked.CurrentConfigId != membership.Current.Version)
            return ErrorCode.BadVersion;
        if (Parse(asked, membership.Current) is not { } next)
            return ErrorCode.BadArguments;
        if (!context.Pending.TryFind(EnsembleConfiguration.Path, out var node))
            return ErrorCode.NoNode;
        if (!byServer && Judge(next, membership, node, context) is var error and not ErrorCode.Ok)
            return error;

        next = next.At(context.Zxid);
        membership.Propose(next);
        var data = Encoding.UTF8.GetBytes(next.ToString());
        context.Change(EnsembleConfiguration.Path, node with { Version = -1, DataLength = data.Length });
        var writer = new JuteWriter(txn);
        writer.WriteString(EnsembleConfiguration.Path);
        writer.WriteBuffer(data);
        writer.WriteInt(-1);
        return ErrorCode.Ok;
    }

    public override void Apply(ref JuteReader txn, in TxnHeader header, StateChanges changes, WireBuffer reply)
    {
        var path = ReadBytes(ref txn);
        var data = ReadBytes(ref txn);
        var node = changes.SetData(path, data, dataIsNull: false, version: txn.ReadInt(), header);
        membership?.Apply(data);
        new JuteWriter(reply).WriteBytes(data);
        WriteStat(reply, node);
    }

    private static EnsembleConfiguration? Parse(ReconfigRequest asked, EnsembleConfiguration current)
    {
        try
        {
            return asked.NewMembers is { } all ? EnsembleConfiguration.Parse(all) : current.Change(asked.JoiningServers, asked.LeavingServers);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static ErrorCode Judge(EnsembleConfiguration next, Membership membership, in PendingNode node, PrepareContext context)
    {
        // With one voter Java falls back to a server alone, which it does not while it runs (standaloneEnabled).
        var voters = next.Voters.ToList();
        if (voters.Count < 2)
            return ErrorCode.BadArguments;
        if (voters.Count(server => membership.IsInTouch(server.Id)) <= voters.Count / 2)
            return ErrorCode.NewConfigNoQuorum;
        return context.Allows(node, Permissions.Write) ? ErrorCode.Ok : ErrorCode.NoAuth;
    }
}
