using FlinkZk.Server.State;
using FlinkZk.Wire;

namespace FlinkZk.Server.Operations;

/// <summary>
/// multi: all of it or nothing, under one zxid. The transaction, where a failed multi has only parts of type -1, an error each:
/// <code>failed bool · count i32 · (type i32 · body)*</code>
/// A multi that fails is no error of the request: each of its results says what became of it.
/// </summary>
/// <param name="parts">What carries out a part.</param>
/// <param name="mostParts">More are refused, whatever they would do: for each a good deal is remembered until all are carried out.</param>
internal sealed class Multi(Func<OpCode, PartOperation?> parts, int mostParts) : WriteOperation
{
    private readonly List<ErrorCode> _results = []; // of the multi being prepared; Prepare is one thread

    public override ErrorCode Prepare(ref JuteReader request, PrepareContext context, WireBuffer txn)
    {
        var start = txn.Length;
        var writer = new JuteWriter(txn);
        writer.WriteBool(false);
        writer.WriteInt(0);
        _results.Clear();
        context.Pending.BeginMulti();
        try
        {
            var isWhole = PrepareParts(ref request, context, txn);
            if (_results.Count > mostParts)
            {
                context.Pending.RollBack();
                return ErrorCode.SystemError;
            }
            if (isWhole)
            {
                txn.PatchInt(start + 1, _results.Count);
                return ErrorCode.Ok;
            }
            context.Pending.RollBack();
            WriteFailure(txn, start);
            return ErrorCode.Ok;
        }
        catch (WireFormatException)
        {
            context.Pending.RollBack();
            throw;
        }
        finally
        {
            context.Pending.EndMulti();
        }
    }

    public override void Apply(ref JuteReader txn, in TxnHeader header, StateChanges changes, WireBuffer reply)
    {
        var failed = txn.ReadBool();
        var writer = new JuteWriter(reply);
        for (var left = txn.ReadInt(); left > 0; left--)
        {
            var type = (OpCode)txn.ReadInt();
            if (failed)
            {
                var error = (ErrorCode)txn.ReadInt();
                new MultiHeader(OpCode.Error, Done: false, error).Write(ref writer);
                writer.WriteInt((int)error);
                continue;
            }
            new MultiHeader(ResultType(type), Done: false, ErrorCode.Ok).Write(ref writer);
            var operation = parts(type) ?? throw new TxnMismatchException($"Transaction 0x{header.Zxid:x} holds a part of unknown type {(int)type}.");
            operation.Apply(ref txn, header, changes, reply);
        }
        MultiHeader.End.Write(ref writer);
    }

    // All parts are read even behind a failure: the reply has a result for each.
    private bool PrepareParts(ref JuteReader request, PrepareContext context, WireBuffer txn)
    {
        var failed = false;
        for (var header = MultiHeader.Read(ref request); !header.Done; header = MultiHeader.Read(ref request))
        {
            if (_results.Count > mostParts)
                return false;
            var operation = parts(header.Type) ?? throw new WireFormatException($"multi cannot hold {header.Type}.");
            var path = request;
            if (path.ReadInt() < 0)
                throw new WireFormatException("A path is null.");
            if (failed)
            {
                operation.Skip(ref request);
                _results.Add(ErrorCode.RuntimeInconsistency);
                continue;
            }
            new JuteWriter(txn).WriteInt((int)header.Type);
            var error = operation.Prepare(ref request, context, txn);
            failed = error != ErrorCode.Ok;
            _results.Add(error);
        }
        return !failed;
    }

    private void WriteFailure(WireBuffer txn, int start)
    {
        txn.Truncate(start);
        var writer = new JuteWriter(txn);
        writer.WriteBool(true);
        writer.WriteInt(_results.Count);
        foreach (var result in _results)
        {
            writer.WriteInt((int)OpCode.Error);
            writer.WriteInt((int)result);
        }
    }

    // Containers and TTL nodes come back as create2: with a Stat.
    private static OpCode ResultType(OpCode type) => type is OpCode.CreateContainer or OpCode.CreateTtl ? OpCode.Create2 : type;
}
