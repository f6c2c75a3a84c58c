using FlinkZk.Wire;

namespace FlinkZk.Server.Tests.Fuzz;

/// <summary>A request of every kind, as a client would send it: type and body.</summary>
internal static class GoodRequests
{
    private static readonly IReadOnlyList<Acl> Lists = [new(Permissions.All, "world", "anyone"), new(Permissions.Read, "digest", "u:Jq7wMyA/w2Vd5WIDAKdu4OIIFEQ="), new(Permissions.All, "ip", "127.0.0.1/8")];

    public static (OpCode Type, byte[] Body)[] All { get; } =
    [
        Make(OpCode.Create, new CreateRequest("/a", [1, 2, 3], Acl.OpenUnsafe, CreateMode.Persistent)),
        Make(OpCode.Create2, new CreateRequest("/a/b", new byte[40], Lists, CreateMode.Ephemeral)),
        Make(OpCode.Create2, new CreateRequest("/a/s-", null, Acl.OpenUnsafe, CreateMode.PersistentSequential)),
        Make(OpCode.CreateContainer, new CreateRequest("/c", [1], Acl.CreatorAll, CreateMode.Container)),
        Make(OpCode.CreateTtl, new CreateTtlRequest("/t", [1], Acl.OpenUnsafe, CreateMode.PersistentWithTtl, 5000)),
        Make(OpCode.Delete, new PathVersionRequest("/a/b", -1)),
        Make(OpCode.Exists, new PathWatchRequest("/a", true)),
        Make(OpCode.GetData, new PathWatchRequest("/a/b", true)),
        Make(OpCode.SetData, new SetDataRequest("/a", new byte[30], 0)),
        Make(OpCode.GetAcl, new PathRequest("/a/b")),
        Make(OpCode.SetAcl, new SetAclRequest("/a", Lists, -1)),
        Make(OpCode.GetChildren, new PathWatchRequest("/", true)),
        Make(OpCode.GetChildren2, new PathWatchRequest("/a", false)),
        Make(OpCode.Sync, new PathRequest("/")),
        Make(OpCode.Ping, default(Nothing)),
        Make(OpCode.Multi, new MultiRequest(MultiRequest.Create("/m"), MultiRequest.Set("/m", "x", 0), MultiRequest.Check("/m", 1), MultiRequest.Create("/m/c", CreateMode.EphemeralSequential, OpCode.Create2), MultiRequest.Delete("/m/c"))),
        Make(OpCode.MultiRead, new MultiRequest(MultiRequest.Part(OpCode.GetData, new PathWatchRequest("/a", false)), MultiRequest.Part(OpCode.GetChildren, new PathWatchRequest("/", false)))),
        Make(OpCode.Reconfig, new ReconfigRequest("server.1=h:1:1", null, null, -1)),
        Make(OpCode.CheckWatches, new WatcherTypeRequest("/a", WatcherType.Any)),
        Make(OpCode.RemoveWatches, new WatcherTypeRequest("/a", WatcherType.Data)),
        Make(OpCode.SetWatches, new SetWatchesRequest(3, ["/a", "/b"], ["/x"], ["/"])),
        Make(OpCode.SetWatches2, new SetWatches2Request(3, ["/a"], ["/x"], ["/"], ["/p"], ["/q", "/r"])),
        Make(OpCode.GetEphemerals, new PathRequest("/")),
        Make(OpCode.GetAllChildrenNumber, new PathRequest("/a")),
        Make(OpCode.AddWatch, new AddWatchRequest("/a", AddWatchMode.PersistentRecursive)),
        Make(OpCode.WhoAmI, default(Nothing)),
        Make(OpCode.Auth, new AuthRequest(0, "digest", "u:p"u8.ToArray())),
        Make(OpCode.Sasl, new SaslRequest([1, 2, 3])),
        Make(OpCode.CloseSession, default(Nothing)),
    ];

    /// <summary>A request as a frame.</summary>
    public static void Frame(WireBuffer buffer, int xid, OpCode type, ReadOnlySpan<byte> body)
    {
        var start = buffer.BeginFrame();
        var writer = new JuteWriter(buffer);
        new RequestHeader(xid, type).Write(ref writer);
        body.CopyTo(buffer.Append(body.Length));
        buffer.EndFrame(start);
    }

    public static byte[] Bytes<T>(T record) where T : struct, IRecord<T>
    {
        var buffer = new WireBuffer();
        var writer = new JuteWriter(buffer);
        record.Write(ref writer);
        return buffer.Written.ToArray();
    }

    private static (OpCode, byte[]) Make<T>(OpCode type, T record) where T : struct, IRecord<T> => (type, Bytes(record));
}
