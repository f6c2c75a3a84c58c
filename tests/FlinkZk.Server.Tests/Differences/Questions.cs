using System.Globalization;
using System.Text.RegularExpressions;
using FlinkZk.Testing;
using FlinkZk.Wire;

namespace FlinkZk.Server.Tests.Differences;

/// <summary>What no client of good will asks, or asks in another way: servers of two makes are easily told apart by it.</summary>
internal static partial class Questions
{
    private static readonly OpCode[] Reads = [OpCode.Exists, OpCode.GetData, OpCode.GetChildren, OpCode.GetChildren2];
    private static readonly OpCode[] PathOnly = [OpCode.GetAcl, OpCode.Sync, OpCode.GetAllChildrenNumber];

    /// <summary>Nodes with a time to live: what ours has unless told otherwise.</summary>
    public static IEnumerable<Question> OfTimesToLive =>
    [
        Question.Request("create of a node with a time to live", OpCode.CreateTtl, CreateTtl("/ttl", CreateMode.PersistentWithTtl, 5_000)),
        Question.Request("create of a sequential node with a time to live", OpCode.CreateTtl, CreateTtl("/ttl-", CreateMode.PersistentSequentialWithTtl, 5_000)),
        Question.Request("a time to live in another operation", OpCode.Create2, Create("/ttl", mode: CreateMode.PersistentWithTtl)),
        Question.Request("a time to live of no mode, without an ACL", OpCode.CreateTtl, CreateTtl("/no-ttl", CreateMode.Persistent, 5_000, [])),
        Question.Request("a time to live of no mode, below nothing", OpCode.CreateTtl, CreateTtl("/nothing/no-ttl", CreateMode.Persistent, 5_000)),
        Question.Request("a time to live of no mode, with the empty path", OpCode.CreateTtl, CreateTtl("", CreateMode.Persistent, 5_000)),
        Question.Request("a time to live below 0", OpCode.CreateTtl, CreateTtl("/ttl", CreateMode.PersistentWithTtl, -1)),
        Question.Request("a time to live below 0, without an ACL", OpCode.CreateTtl, CreateTtl("/ttl", CreateMode.PersistentWithTtl, -1, [])),
        Question.Request("a time to live below 0, below nothing", OpCode.CreateTtl, CreateTtl("/nothing/ttl", CreateMode.PersistentWithTtl, -1)),
        Question.Request("a mode that is not there, with a time to live", OpCode.CreateTtl, CreateTtl("/mode", (CreateMode)77, 5_000)),
        Question.Request("a time to live in a multi", OpCode.Multi, Parts((OpCode.CreateTtl, CreateTtl("/ttl", CreateMode.PersistentWithTtl, 5_000)))),
    ];

    public static IEnumerable<Question> All =>
    [
        Question.Request("a time to live that the mode has not", OpCode.CreateTtl, CreateTtl("/no-ttl", CreateMode.Persistent, 5_000)),
        Question.Request("a time to live of 0 that the mode has not", OpCode.CreateTtl, CreateTtl("/no-ttl", CreateMode.Persistent, 0)),
        Question.Request("a container by create", OpCode.Create, Create("/container", mode: CreateMode.Container)),
        Question.Request("a plain node by createContainer", OpCode.CreateContainer, Create("/plain")),

        new("the order of whoAmI", async port =>
        {
            await using var client = await RawClient.ConnectAsync(port);
            foreach (var user in (string[])["bob", "alice"])
                await client.AuthAsync("digest", user + ":x");
            return string.Join(", ", (await client.IdentitiesAsync()).Select(static identity => identity.User));
        }),
        Question.Request("auth without data", OpCode.Auth, static (ref JuteWriter writer) => new AuthRequest(0, "digest", null).Write(ref writer), Xid.Auth),
        Question.Request("auth of a scheme that is not there", OpCode.Auth, static (ref JuteWriter writer) => new AuthRequest(0, "sasl", []).Write(ref writer), Xid.Auth),

        Question.Request("sasl: in an ACL, without SASL", OpCode.Create, Create("/sasl", "sasl", "bob")),
        Question.Request("x509: in an ACL, without TLS", OpCode.Create, Create("/x509", "x509", "CN=bob")),
        Question.Request("an ACL of a scheme that is not there", OpCode.Create, Create("/scheme", "nobody", "knows")),
        Question.Request("an ACL entry without an id", OpCode.Create, Create("/no-id", "digest", null)),

        Question.Request("check outside a multi", OpCode.Check, PathVersion("/")),
        Question.Request("check of a wrong version outside a multi", OpCode.Check, PathVersion("/", 7)),
        Question.Request("multi with a null path to set", OpCode.Multi, Parts((OpCode.SetData, SetData(null)))),
        Question.Request("multi with a null path to check", OpCode.Multi, Parts((OpCode.Check, PathVersion(null)))),
        Question.Request("multi with a null path to create", OpCode.Multi, Parts((OpCode.Create, Create(null)))),
        Question.Request("multi with an empty path to set", OpCode.Multi, Parts((OpCode.SetData, SetData("")))),
        Question.Request("multi with a read", OpCode.Multi, Parts((OpCode.GetData, Question.Path("/", false)))),
        Question.Request("multiRead of a create", OpCode.MultiRead, Parts((OpCode.Create, Create("/multi-read")))),
        Question.Request("multiRead of a read and a create", OpCode.MultiRead, Parts((OpCode.GetData, Question.Path("/", false)), (OpCode.Create, Create("/multi-read")))),
        Question.Request("multiRead of nothing", OpCode.MultiRead, Parts()),
        Question.Request("multiRead of exists", OpCode.MultiRead, Parts((OpCode.Exists, Question.Path("/", false)))),
        new("multiRead with watches", MultiReadWithWatchesAsync),

        Question.Request("ping", OpCode.Ping, xid: Xid.Ping),
        Question.Request("ping with another xid", OpCode.Ping),
        Question.Request("a read with the xid of a ping", OpCode.Exists, Question.Path("/", false), Xid.Ping),
        Question.Request("setWatches of the empty path", OpCode.SetWatches, static (ref JuteWriter writer) => new SetWatchesRequest(long.MaxValue, [""], [], [""]).Write(ref writer), Xid.SetWatches),

        .. PathsOf("the empty path", ""),
        .. PathsOf("a null path", null),
        .. PathsOf("a path without a slash", "x"),
        .. PathsOf("a path that ends in a slash", "/zookeeper/"),
        Question.Request("sync of a path that is no UTF-8", OpCode.Sync, static (ref JuteWriter writer) => writer.WriteBytes([(byte)'/', 0xff, 0xfe])),
        Question.Request("setData of a path that is no UTF-8", OpCode.SetData, static (ref JuteWriter writer) =>
        {
            writer.WriteBytes([(byte)'/', 0xff, 0xfe]);
            writer.WriteBytes([]);
            writer.WriteInt(-1);
        }),
        Question.Request("create with the empty path", OpCode.Create, Create("")),
        Question.Request("setData of the empty path", OpCode.SetData, SetData("")),

        Question.Request("reconfig without a body", OpCode.Reconfig),
        Question.Request("deleteContainer as a request", OpCode.DeleteContainer, static (ref JuteWriter writer) => writer.WriteString("/container")),
        Question.Request("an operation that is not there", (OpCode)1000),
        Question.Request("an operation of number 0", 0),

        Word("ruok"), Word("isro"), Word("dirs"), Word("gtmk"), Word("nope"),
        new("the word hash", async port =>
        {
            // The digest is noted every 128 transactions.
            await using var client = await RawClient.ConnectAsync(port);
            for (var i = 0; i < 130; i++)
                await client.SetAsync("/", "");
            return (await AskAsync(port, "hash")).Split('\n')[0];
        }),
        // Behind those that look at how many nodes there are.
        Question.Request("create of a node with a time to live", OpCode.CreateTtl, CreateTtl("/ttl", CreateMode.PersistentWithTtl, 5_000), describe: static _ => "a Stat"),
        Question.Request("a mode that is not there", OpCode.Create, Create("/mode", mode: (CreateMode)77)),
        Question.Request("a mode that is not there, below nothing", OpCode.Create, Create("/nothing/mode", mode: (CreateMode)77)),
        Question.Request("create without an ACL, below nothing", OpCode.Create, static (ref JuteWriter writer) => new CreateRequest("/nothing/acl", [], [], CreateMode.Persistent).Write(ref writer)),
        Question.Request("an ephemeral node of a path without a slash, without an ACL", OpCode.Create, static (ref JuteWriter writer) => new CreateRequest("x", [], [], CreateMode.Ephemeral).Write(ref writer)),
        Question.Request("multi whose part says that it is done", OpCode.Multi, Headers(new MultiHeader(OpCode.Delete, true, ErrorCode.Ok))),
        Question.Request("multi whose end is of a type", OpCode.Multi, Headers(new MultiHeader(OpCode.Create, true, 0))),
        Question.Request("multi whose end has no error", OpCode.Multi, Headers(new MultiHeader(OpCode.Error, true, ErrorCode.Ok))),
        Question.Request("multi whose part has an error", OpCode.Multi, HeaderThenPart(new MultiHeader(OpCode.Check, false, ErrorCode.NoNode))),
        Question.Request("multi without an end", OpCode.Multi, static (ref JuteWriter writer) => { MultiHeader.Request(OpCode.Check).Write(ref writer); new PathVersionRequest("/", -1).Write(ref writer); }),
        Question.Request("multi with an error for a part", OpCode.Multi, Parts((OpCode.Error, static (ref JuteWriter writer) => writer.WriteInt(-101)))),
        Question.Request("multi with a part that is not there", OpCode.Multi, Parts(((OpCode)1000, static (ref JuteWriter writer) => writer.WriteInt(-101)))),
        Question.Request("multi with an end and more", OpCode.Multi, static (ref JuteWriter writer) => { MultiHeader.End.Write(ref writer); writer.WriteInt(1); }),
        new("a wrong password for a session that lives", async port => await WrongPasswordAsync(port)),
        Question.Request("an operation that is not there, with a body", (OpCode)1000, static (ref JuteWriter writer) => writer.WriteLong(1)),
        Question.Request("a read without a body", OpCode.GetData),
        Question.Request("a write without a body", OpCode.SetData),
        Question.Request("a multi without a body", OpCode.Multi),
        Question.Request("an unreadable quota node", OpCode.Create2, Create("/zookeeper/quota/unreadable", mode: CreateMode.Persistent), describe: static _ => "a Stat"),
        new("limits that are no limits", async port => await UnreadableQuotaAsync(port)),
        new("usage once the limits are gone", RemovedLimitsAsync),
        new("the version of srvr", async port => (await AskAsync(port, "srvr")).Split('\n')[0]),
    ];

    private static IEnumerable<Question> PathsOf(string what, string? path) =>
    [
        .. Reads.Select(read => Question.Request($"{read} of {what}", read, Question.Path(path, watch: true))),
        .. PathOnly.Select(read => Question.Request($"{read} of {what}", read, (ref JuteWriter writer) => writer.WriteString(path))),
        Question.Request($"Delete of {what}", OpCode.Delete, PathVersion(path)),
    ];

    private static Question Word(string word) => new($"the word {word}", port => AskAsync(port, word));

    private static async Task<string> AskAsync(int port, string word)
    {
        var answer = await FourLetterWord.AskAsync(port, word, TestContext.Current.CancellationToken);
        return string.IsNullOrEmpty(answer) ? "nothing" : WhatDiffersEachTime().Replace(answer.TrimEnd('\n'), static found => found.Groups["digest"].Success ? "digest" : found.Groups["date"].Success ? "date" : "N");
    }

    // Digests, a day with its time, sizes, our own version.
    [GeneratedRegex(@"(?<digest>[0-9a-f]{40}|\d{7,}(?=\n|\z)(?<=\d: \d+)(?<!size: \d+))|(?<date>\d{4}-\d\d-\d\d \d\d:\d\d)|(?<=size: )\d+|(?<=flinkzk-)\S+")]
    private static partial Regex WhatDiffersEachTime();

    private static async Task<string> MultiReadWithWatchesAsync(int port)
    {
        await using var client = await RawClient.ConnectAsync(port);
        await client.CreateAsync("/watched");
        var answer = await Question.RequestAsync(client, OpCode.MultiRead, Parts((OpCode.GetData, Question.Path("/watched", true)), (OpCode.GetChildren, Question.Path("/watched", true))));
        await client.SetAsync("/watched", "new");
        await client.CreateAsync("/watched/child");
        var events = await client.DrainEventsAsync();
        return string.Create(CultureInfo.InvariantCulture, $"{answer}, {events.Count} events");
    }

    // What the one who asks gets, and whether the connection with the session still stands.
    private static async Task<string> WrongPasswordAsync(int port)
    {
        await using var owner = await RawClient.ConnectAsync(port);
        await using var thief = await RawClient.ConnectAsync(port, session: owner.Session.SessionId, password: new byte[16]);
        return $"session {(thief.Session.SessionId == 0 ? 0 : 1)}, {await Question.RequestAsync(owner, OpCode.Exists, Question.Path("/", false))}";
    }

    private static async Task<string> UnreadableQuotaAsync(int port)
    {
        await using var client = await RawClient.ConnectAsync(port);
        await client.CreateAsync("/limited");
        await client.CreateAsync("/zookeeper/quota/limited");
        await client.CreateAsync("/zookeeper/quota/limited/zookeeper_stats", "count=1,bytes=0");
        await client.CreateAsync("/zookeeper/quota/limited/zookeeper_limits", "count=x,bytes=y");
        var below = await Question.RequestAsync(client, OpCode.Create, Create("/limited/a"));
        var limits = await Question.RequestAsync(client, OpCode.SetData, new Question.WriteBody(static (ref JuteWriter writer) => new SetDataRequest("/zookeeper/quota/limited/zookeeper_limits", [0xff, 0], -1).Write(ref writer)), describe: static _ => "a Stat");
        return $"{below}; {limits}; {await Question.RequestAsync(client, OpCode.Create, Create("/limited/b"))}";
    }

    // What the usage says once the limits are gone, and once they are back.
    private static async Task<string> RemovedLimitsAsync(int port)
    {
        const string Limits = "/zookeeper/quota/counted/zookeeper_limits", Stats = "/zookeeper/quota/counted/zookeeper_stats";
        await using var client = await RawClient.ConnectAsync(port);
        await client.CreateAsync("/counted");
        await client.CreateAsync("/zookeeper/quota/counted");
        await client.CreateAsync(Limits, "count=10,bytes=-1");
        await client.CreateAsync(Stats, "count=1,bytes=0");
        await client.CreateAsync("/counted/a");
        var with = await StatsAsync();
        await client.DeleteAsync(Limits);
        await client.CreateAsync("/counted/b");
        var without = await StatsAsync();
        await client.CreateAsync(Limits, "count=10,bytes=-1");
        var again = await StatsAsync();
        await client.CreateAsync("/counted/c");
        return $"{with}; {without}; {again}; {await StatsAsync()}";

        async Task<string> StatsAsync() => System.Text.Encoding.UTF8.GetString((await client.GetAsync(Stats)).Read<GetDataResponse>().Data!);
    }

    private static Question.WriteBody Headers(params MultiHeader[] headers) => (ref JuteWriter writer) =>
    {
        foreach (var header in headers)
            header.Write(ref writer);
    };

    private static Question.WriteBody HeaderThenPart(MultiHeader header) => (ref JuteWriter writer) =>
    {
        header.Write(ref writer);
        new PathVersionRequest("/", -1).Write(ref writer);
        MultiHeader.End.Write(ref writer);
    };

    private static Question.WriteBody Create(string? path, string scheme = "world", string? id = "anyone", CreateMode mode = CreateMode.Persistent) => (ref JuteWriter writer) =>
    {
        writer.WriteString(path);
        writer.WriteBytes([]);
        writer.WriteInt(1);
        writer.WriteInt((int)Permissions.All);
        writer.WriteString(scheme);
        writer.WriteString(id);
        writer.WriteInt((int)mode);
    };

    private static Question.WriteBody CreateTtl(string path, CreateMode mode, long ttl, IReadOnlyList<Acl>? acl = null) =>
        (ref JuteWriter writer) => new CreateTtlRequest(path, [], acl ?? Acl.OpenUnsafe, mode, ttl).Write(ref writer);

    private static Question.WriteBody SetData(string? path) => (ref JuteWriter writer) => new SetDataRequest(path!, [], -1).Write(ref writer);

    private static Question.WriteBody PathVersion(string? path, int version = -1) => (ref JuteWriter writer) => new PathVersionRequest(path!, version).Write(ref writer);

    private static Question.WriteBody Parts(params (OpCode Type, Question.WriteBody Write)[] parts) => (ref JuteWriter writer) =>
    {
        foreach (var (type, write) in parts)
        {
            MultiHeader.Request(type).Write(ref writer);
            write(ref writer);
        }
        MultiHeader.End.Write(ref writer);
    };
}
