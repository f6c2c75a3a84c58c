using FlinkZk.Server.Access;
using FlinkZk.Server.State;
using FlinkZk.Server.Tree;
using FlinkZk.Wire;

namespace FlinkZk.Server.Storage;

/// <summary>
/// Carries out a transaction of Java's log as Java's server does (<c>SerializeUtils.deserializeTxn</c>, <c>DataTree.processTxn</c>). Header, body and,
/// from 3.6 on, the digest of the tree after it: <c>version i32 · digest i64</c>.
/// </summary>
internal static class JavaTransaction
{
    private const int DigestSize = 12;
    private const int CountForOld = -1; // 3.3 and older do not say how many children the parent has had

    /// <summary>Header only.</summary>
    public static TxnHeader ReadHeader(ReadOnlySpan<byte> transaction)
    {
        var reader = new JuteReader(transaction);
        return TxnHeader.Read(ref reader);
    }

    /// <summary>Changes the changes.Database.</summary>
    /// <returns>The tree's digest after it; null where there is none.</returns>
    /// <exception cref="WireFormatException">It is not as Java writes it.</exception>
    /// <exception cref="TxnMismatchException">It does not fit the tree.</exception>
    public static long? Apply(ReadOnlySpan<byte> transaction, StateChanges changes)
    {
        var reader = new JuteReader(transaction);
        var header = TxnHeader.Read(ref reader);
        ApplyBody(ref reader, header, changes);
        changes.Database.LastZxid = header.Zxid;
        if (!IsDigest(reader))
            return null;
        reader.ReadInt();
        return reader.ReadLong();
    }

    private static void ApplyBody(ref JuteReader body, in TxnHeader header, StateChanges changes)
    {
        switch (header.Type)
        {
            case OpCode.Create or OpCode.Create2 or OpCode.CreateContainer or OpCode.CreateTtl:
                Create(ref body, header, changes);
                break;
            case OpCode.Delete or OpCode.DeleteContainer:
                changes.Delete(ReadBytes(ref body), header);
                break;
            case OpCode.SetData or OpCode.Reconfig:
                SetData(ref body, header, changes);
                break;
            case OpCode.SetAcl:
                SetAcl(ref body, header, changes);
                break;
            case OpCode.Check:
                body.TryReadBytes(out _);
                body.ReadInt();
                break;
            case OpCode.Error:
                body.ReadInt();
                break;
            case OpCode.Multi:
                Multi(ref body, header, changes);
                break;
            case OpCode.CreateSession:
                changes.Database.Sessions[header.SessionId] = new(header.SessionId, body.ReadInt(), JavaPassword.Of(header.SessionId));
                break;
            case OpCode.CloseSession:
                CloseSession(ref body, header, changes);
                break;
            default:
                throw new WireFormatException($"Transactions of type {(int)header.Type} are not known.");
        }
    }

    private static void Create(ref JuteReader body, in TxnHeader header, StateChanges changes)
    {
        var path = ReadBytes(ref body);
        var dataIsNull = !body.TryReadBytes(out var data);
        var acl = AccessControl.Share(Acl.ReadList(ref body) ?? Acl.OpenUnsafe);
        var isEphemeral = header.Type is OpCode.Create or OpCode.Create2 && body.ReadBool();
        var creates = body.Remaining >= 4 ? body.ReadInt() : CountForOld;
        var owner = header.Type switch
        {
            OpCode.CreateContainer => NodeKind.Container,
            OpCode.CreateTtl => NodeKind.FromTtl(body.ReadLong()),
            _ => isEphemeral ? header.SessionId : NodeKind.Persistent,
        };
        if (creates == CountForOld && path.LastIndexOf((byte)'/') is var slash and >= 0)
            creates = unchecked((changes.Database.Tree.Find(slash == 0 ? "/"u8 : path[..slash])?.Creates ?? 0) + 1);
        changes.Create(path, data, dataIsNull, acl, owner, creates, header);
    }

    private static void SetData(ref JuteReader body, in TxnHeader header, StateChanges changes)
    {
        var path = ReadBytes(ref body);
        var dataIsNull = !body.TryReadBytes(out var data);
        changes.SetData(path, data, dataIsNull, version: body.ReadInt(), header);
    }

    private static void SetAcl(ref JuteReader body, in TxnHeader header, StateChanges changes)
    {
        var path = ReadBytes(ref body);
        var acl = AccessControl.Share(Acl.ReadList(ref body) ?? Acl.OpenUnsafe);
        changes.SetAcl(path, acl, version: body.ReadInt(), header);
    }

    // A failed multi has parts of type error, and none that counts.
    private static void Multi(ref JuteReader body, in TxnHeader header, StateChanges changes)
    {
        var parts = body;
        var failed = false;
        for (var left = parts.ReadCount(minimumItemSize: 8); left > 0; left--)
        {
            failed |= parts.ReadInt() == (int)OpCode.Error;
            parts.TryReadBytes(out _);
        }
        for (var left = body.ReadCount(minimumItemSize: 8); left > 0; left--)
        {
            var type = (OpCode)body.ReadInt();
            body.TryReadBytes(out var bytes);
            if (failed)
                continue;
            if (type is OpCode.Multi)
                throw new WireFormatException("A multi stands in a multi.");
            var part = new JuteReader(bytes);
            ApplyBody(ref part, header with { Type = type }, changes);
        }
    }

    // Since 3.6 it says which nodes go; before, those that the session owns. Java deletes both, and forgives that one is gone.
    private static void CloseSession(ref JuteReader body, in TxnHeader header, StateChanges changes)
    {
        var forgiving = new ReplayedChanges(changes.Database);
        if (body.Remaining > 0 && !IsDigest(body))
            for (var left = body.ReadCount(minimumItemSize: 4); left > 0; left--)
                forgiving.Delete(ReadBytes(ref body), header);
        foreach (var node in changes.Database.Tree.EphemeralsOf(header.SessionId).ToList())
            changes.Delete(System.Text.Encoding.UTF8.GetBytes(node.GetPath()), header);
        changes.Database.Sessions.Remove(header.SessionId);
    }

    // Paths of the same size would be one of four bytes: it begins with 1.
    private static bool IsDigest(JuteReader rest) => rest.Remaining == DigestSize && rest.ReadInt() == JavaDigest.Version;

    private static ReadOnlySpan<byte> ReadBytes(ref JuteReader body) => body.TryReadBytes(out var bytes) ? bytes : default;
}
