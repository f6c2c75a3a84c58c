using System.Text;
using FlinkZk.Wire;

namespace FlinkZk.Server.Tests;

/// <summary>The operations in one line each.</summary>
internal static class RawClientExtensions
{
    public static async Task<string> CreateAsync(this RawClient client, string path, string data = "", CreateMode mode = CreateMode.Persistent, IReadOnlyList<Acl>? acl = null) =>
        (await client.TryCreateAsync(path, data, mode, acl)).Read<Create2Response>().Path;

    public static Task<Reply> TryCreateAsync(this RawClient client, string path, string data = "", CreateMode mode = CreateMode.Persistent, IReadOnlyList<Acl>? acl = null) =>
        client.CallAsync(OpCode.Create2, new CreateRequest(path, Encoding.UTF8.GetBytes(data), acl ?? Acl.OpenUnsafe, mode));

    public static Task<Reply> DeleteAsync(this RawClient client, string path, int version = -1) =>
        client.CallAsync(OpCode.Delete, new PathVersionRequest(path, version));

    public static Task<Reply> SetAsync(this RawClient client, string path, string data, int version = -1) =>
        client.CallAsync(OpCode.SetData, new SetDataRequest(path, Encoding.UTF8.GetBytes(data), version));

    public static Task<Reply> ExistsAsync(this RawClient client, string path, bool watch = false) =>
        client.CallAsync(OpCode.Exists, new PathWatchRequest(path, watch));

    public static Task<Reply> GetAsync(this RawClient client, string path, bool watch = false) =>
        client.CallAsync(OpCode.GetData, new PathWatchRequest(path, watch));

    public static Task<Reply> ChildrenAsync(this RawClient client, string path, bool watch = false) =>
        client.CallAsync(OpCode.GetChildren2, new PathWatchRequest(path, watch));

    public static async Task<string[]> NamesAsync(this RawClient client, string path) =>
        (await client.ChildrenAsync(path)).Read<GetChildren2Response>().Children.Order(StringComparer.Ordinal).ToArray();

    public static async Task<Stat> StatAsync(this RawClient client, string path) => (await client.ExistsAsync(path)).Read<Stat>();

    public static Task<Reply> AddWatchAsync(this RawClient client, string path, AddWatchMode mode) =>
        client.CallAsync(OpCode.AddWatch, new AddWatchRequest(path, mode));

    public static async Task<IReadOnlyList<ClientId>> IdentitiesAsync(this RawClient client)
    {
        var reader = new JuteReader((await client.CallAsync(OpCode.WhoAmI)).Body);
        var identities = new List<ClientId>();
        for (var left = reader.ReadInt(); left > 0; left--)
            identities.Add(ClientId.Read(ref reader));
        return identities;
    }

    public static async Task<Reply> AuthAsync(this RawClient client, string scheme, string data)
    {
        await client.SendRequestAsync(OpCode.Auth, new AuthRequest(0, scheme, Encoding.UTF8.GetBytes(data)), Xid.Auth);
        return await client.ReadReplyAsync(Xid.Auth);
    }
}
