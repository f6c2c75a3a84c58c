using FlinkZk.Wire;

namespace FlinkZk.Server;

/// <summary>Which class carries out which operation. One table a server: a multi under preparation has state.</summary>
internal sealed class OperationTable
{
    private readonly Dictionary<OpCode, ReadOperation> _reads;
    private readonly Dictionary<OpCode, WriteOperation> _writes;
    private readonly Dictionary<OpCode, WriteOperation> _parts;

    public OperationTable(Membership? membership = null)
    {
        _reads = new()
        {
            [OpCode.Exists] = new Exists(),
            [OpCode.GetData] = new GetData(),
            [OpCode.GetAcl] = new GetAcl(),
            [OpCode.GetChildren] = new GetChildren(withStat: false),
            [OpCode.GetChildren2] = new GetChildren(withStat: true),
            [OpCode.Sync] = new Sync(),
            [OpCode.Ping] = new Ping(),
            [OpCode.MultiRead] = new MultiRead(new GetData(watches: false), new GetChildren(withStat: false, watches: false)),
            [OpCode.SetWatches] = new SetWatches(withPersistent: false),
            [OpCode.SetWatches2] = new SetWatches(withPersistent: true),
            [OpCode.AddWatch] = new AddWatch(),
            [OpCode.CheckWatches] = new CheckWatches(remove: false),
            [OpCode.RemoveWatches] = new CheckWatches(remove: true),
            [OpCode.GetEphemerals] = new GetEphemerals(),
            [OpCode.GetAllChildrenNumber] = new GetAllChildrenNumber(),
            [OpCode.WhoAmI] = new WhoAmI(),
        };
        _parts = new()
        {
            [OpCode.Create] = new Create(OpCode.Create),
            [OpCode.Create2] = new Create(OpCode.Create2),
            [OpCode.CreateContainer] = new Create(OpCode.CreateContainer),
            [OpCode.CreateTtl] = new Create(OpCode.CreateTtl),
            [OpCode.Delete] = new Delete(byServer: false),
            [OpCode.SetData] = new SetData(),
            [OpCode.Check] = new Check(),
        };
        _writes = new(_parts)
        {
            [OpCode.SetAcl] = new SetAcl(),
            [OpCode.Multi] = new Multi(_parts.GetValueOrDefault),
            [OpCode.DeleteContainer] = new Delete(byServer: true),
            [OpCode.CreateSession] = new CreateSession(),
            [OpCode.CloseSession] = new CloseSession(),
            [OpCode.Reconfig] = new Reconfig(membership),
        };
    }

    public ReadOperation? FindRead(OpCode type) => _reads.GetValueOrDefault(type);

    public WriteOperation? FindWrite(OpCode type) => _writes.GetValueOrDefault(type);

    /// <summary>Whether a client may ask for it; the rest is the server's own, or part of a multi only (<c>Request.isValid</c>).</summary>
    public bool IsKnownToClients(OpCode type) =>
        type is not (OpCode.CreateSession or OpCode.DeleteContainer or OpCode.Check) && (_reads.ContainsKey(type) || _writes.ContainsKey(type));
}
