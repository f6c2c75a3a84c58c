using FlinkZk.Server.Members;
using FlinkZk.Server.Memory;
using FlinkZk.Wire;

namespace FlinkZk.Server.Operations;

/// <summary>Which class carries out which operation. One table a server: a multi under preparation has state.</summary>
internal sealed class OperationTable
{
    private readonly Dictionary<OpCode, Operation> _rows;

    // Far over what a client takes (jute.maxbuffer, 1 MiB by default).
    private const int MostAnswer = 64 * 1024 * 1024;

    /// <param name="membership">What reconfig changes; null for a server alone.</param>
    /// <param name="memory">What bounds a request and its answer; null where nobody asks: in a replay.</param>
    public OperationTable(Membership? membership = null, ServerMemory? memory = null)
    {
        Operation[] rows =
        [
            Reads(OpCode.Exists, new Exists()),
            Reads(OpCode.GetData, new GetData()),
            Reads(OpCode.GetAcl, new GetAcl()),
            Reads(OpCode.GetChildren, new GetChildren(withStat: false)),
            Reads(OpCode.GetChildren2, new GetChildren(withStat: true)),
            Reads(OpCode.Sync, new Sync()),
            Reads(OpCode.Ping, new Ping()),
            Reads(OpCode.MultiRead, new MultiRead(new GetData(watches: false), new GetChildren(withStat: false, watches: false), (int)Math.Min(MostAnswer, memory?.Answers.Most / 2 ?? MostAnswer))),
            Reads(OpCode.SetWatches, new SetWatches(withPersistent: false)),
            Reads(OpCode.SetWatches2, new SetWatches(withPersistent: true)),
            Reads(OpCode.AddWatch, new AddWatch()),
            Reads(OpCode.CheckWatches, new CheckWatches(remove: false)),
            Reads(OpCode.RemoveWatches, new CheckWatches(remove: true)),
            Reads(OpCode.GetEphemerals, new GetEphemerals()),
            Reads(OpCode.GetAllChildrenNumber, new GetAllChildrenNumber()),
            Reads(OpCode.WhoAmI, new WhoAmI()),

            Writes(OpCode.Create, new Create(OpCode.Create)),
            Writes(OpCode.Create2, new Create(OpCode.Create2)),
            Writes(OpCode.CreateContainer, new Create(OpCode.CreateContainer)),
            Writes(OpCode.CreateTtl, new Create(OpCode.CreateTtl)),
            Writes(OpCode.Delete, new Delete()),
            Writes(OpCode.SetData, new SetData()),
            Writes(OpCode.SetAcl, new SetAcl()),
            Writes(OpCode.Multi, new Multi(type => Find(type)?.Write as PartOperation, memory?.MostParts ?? int.MaxValue)),
            Writes(OpCode.CloseSession, new CloseSession()),
            Writes(OpCode.Reconfig, new Reconfig(membership)),

            // Not for clients: part of a multi only, and the server's own.
            Writes(OpCode.Check, new Check(), isForClients: false),
            Writes(OpCode.CreateSession, new CreateSession(), isForClients: false),
            Writes(OpCode.DeleteContainer, new DeleteContainer(), isForClients: false),
        ];
        _rows = rows.ToDictionary(static row => row.Type);
    }

    /// <summary>The row of one that there is.</summary>
    public Operation this[OpCode type] => _rows[type];

    /// <summary>The row of a number; null where there is none.</summary>
    public Operation? Find(OpCode type) => _rows.GetValueOrDefault(type);

    private static Operation Reads(OpCode type, ReadOperation operation) => new(type, IsForClients: true, Read: operation);

    private static Operation Writes(OpCode type, WriteOperation operation, bool isForClients = true) => new(type, isForClients, Write: operation);
}
