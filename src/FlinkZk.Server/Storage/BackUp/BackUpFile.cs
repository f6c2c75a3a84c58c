using System.Buffers.Binary;
using FlinkZk.Server.Errors;
using FlinkZk.Server.Log;
using FlinkZk.Server.Pipeline;
using FlinkZk.Server.State;
using FlinkZk.Wire;

namespace FlinkZk.Server.Storage;

/// <summary>
/// A back-up: one <see cref="SealedFile"/> with the magic <c>FLINKZKB</c>, and everything up to its end zxid in it. Its content:
/// <code>
/// state, as a snapshot has it (<see cref="StateFormat"/>) · (length i32 · transaction)* · 0 i32
/// </code>
/// The transactions are those that were applied while the state was written, as the log has them; some are in the state already.
/// Without any the state is of one moment.
/// </summary>
internal static class BackUpFile
{
    private const ulong Magic = 0x464C494E4B5A4B42;
    private const int End = 0;

    /// <summary>Backs a running server up, while it works.</summary>
    public static ZkDataBackUp Write(IDisk disk, string name, TransactionTap tap, CancellationToken cancellationToken)
    {
        using var meanwhile = new CapturedTransactions(disk, NewFolder.RandomName());
        var start = tap.Open(meanwhile.Add);
        var end = long.MinValue;
        try
        {
            return Write(disk, name, start, content =>
            {
                new StateWriter(tap.Database, content).Write(cancellationToken);
                end = tap.Close();
                meanwhile.CopyTo(content);
            }, () => end);
        }
        finally
        {
            if (end == long.MinValue)
                tap.Close();
        }
    }

    /// <summary>Backs up a state that nobody changes.</summary>
    public static ZkDataBackUp Write(IDisk disk, string name, Database database, CancellationToken cancellationToken)
    {
        return Write(disk, name, database.LastZxid, content => new StateWriter(database, content).Write(cancellationToken), () => database.LastZxid);
    }

    /// <summary>Reads a back-up into an empty database, once its seal was checked.</summary>
    /// <exception cref="DataDamagedException">It is not whole.</exception>
    public static void Read(IDisk disk, string name, Database database, CancellationToken cancellationToken)
    {
        var path = disk.PathOf(name);
        if (SealedFile.Verify(disk, name, Magic, out var file) is { } problem)
            throw new DataDamagedException($"{path} is no back-up that can be restored: {problem}. Take another one.", path, 0, 0, null);
        try
        {
            using var content = file!.OpenContent(disk, name);
            var source = new StateSource(content);
            StateReader.Read(source, database);
            Replay(source, database, file.StartZxid, cancellationToken);
            if (database.LastZxid != file.EndZxid)
                throw new WireFormatException($"It ends with 0x{database.LastZxid:x}, and says 0x{file.EndZxid:x}.");
        }
        catch (Exception e) when (e is WireFormatException or TxnMismatchException)
        {
            throw new DataDamagedException($"{path} is whole, but cannot be read: {e.Message} Take another one.", path, 0, 0, null, e);
        }
    }

    private static void Replay(StateSource source, Database database, long start, CancellationToken cancellationToken)
    {
        var executor = new TransactionExecutor(new ReplayedChanges(database), new());
        database.LastZxid = start;
        for (; BinaryPrimitives.ReadInt32BigEndian(source.Take(4)) is var length and not End; cancellationToken.ThrowIfCancellationRequested())
            executor.Replay(source.Take(length));
        ReplayedChanges.CheckWhole(database.Tree);
    }

    private static ZkDataBackUp Write(IDisk disk, string name, long start, Action<Stream> content, Func<long> end)
    {
        var written = SealedFile.Write(disk, name, NewFolder.RandomName(), Magic, start, stream =>
        {
            content(stream);
            stream.Write([0, 0, 0, End]);
        }, end);
        return new() { File = disk.PathOf(name), LastZxid = written.EndZxid, Length = written.Length + SealedFile.HeaderSize + SealedFile.FooterSize };
    }
}
