using FlinkZk.Wire;

namespace FlinkZk.Server.Tests;

/// <summary>multi: all or nothing, and the exact results; multiRead: each for itself.</summary>
public abstract class MultiBehaviour : WireBehaviour
{
    [Fact]
    public async Task All_parts_share_one_zxid_and_each_has_its_result()
    {
        await using var client = await Server.ConnectAsync();
        var reply = await MultiAsync(
            client,
            MultiRequest.Create($"{Root}/a"),
            MultiRequest.Create($"{Root}/a/b", type: OpCode.Create2),
            MultiRequest.Create($"{Root}/c", CreateMode.Container, OpCode.CreateContainer),
            MultiRequest.Set($"{Root}/a", "x", version: 0),
            MultiRequest.Check($"{Root}/a", version: 1),
            MultiRequest.Delete($"{Root}/a/b"));
        var results = ReadResults(reply);
        // Before 3.9 the answer to create2 is that to create.
        Assert.Equal([OpCode.Create, Server.Is39 ? OpCode.Create2 : OpCode.Create, OpCode.Create2, OpCode.SetData, OpCode.Check, OpCode.Delete], results.Select(result => result.Type));
        Assert.All(results, result => Assert.Equal(ErrorCode.Ok, result.Error));
        Assert.Equal(Server.Is39 ? reply.Header.Zxid : null, results[1].Stat?.Czxid);
        Assert.Equal((1, 1), (results[3].Stat!.Value.Version, results[3].Stat!.Value.NumChildren));
        var stat = await client.StatAsync($"{Root}/a");
        Assert.Equal((reply.Header.Zxid, reply.Header.Zxid, 0, 2), (stat.Mzxid, stat.Pzxid, stat.NumChildren, stat.Cversion));
    }

    [Fact]
    public async Task A_failed_multi_says_ok_before_the_culprit_and_inconsistency_behind_it()
    {
        await using var client = await Server.ConnectAsync();
        var reply = await MultiAsync(
            client, MultiRequest.Create($"{Root}/a"), MultiRequest.Create($"{Root}/b"), MultiRequest.Delete($"{Root}/none"), MultiRequest.Create($"{Root}/c"), MultiRequest.Check(Root, 0));
        Assert.Equal(ErrorCode.Ok, reply.Error);
        var results = ReadResults(reply);
        Assert.All(results, result => Assert.Equal(OpCode.Error, result.Type));
        Assert.Equal(
            [ErrorCode.Ok, ErrorCode.Ok, ErrorCode.NoNode, ErrorCode.RuntimeInconsistency, ErrorCode.RuntimeInconsistency],
            results.Select(result => result.Error));
        Assert.Empty(await client.NamesAsync(Root));
        Assert.Equal(0, (await client.StatAsync(Root)).Cversion);
    }

    [Fact]
    public async Task What_a_failed_multi_had_prepared_is_not_seen_by_the_next_request()
    {
        await using var client = await Server.ConnectAsync();
        var multi = await client.SendRequestAsync(OpCode.Multi, new MultiRequest(MultiRequest.Create($"{Root}/a"), MultiRequest.Set(Root, "x"), MultiRequest.Check(Root, 77)));
        var create = await client.SendRequestAsync(OpCode.Create2, new CreateRequest($"{Root}/a", [], Acl.OpenUnsafe, CreateMode.PersistentSequential));
        var set = await client.SendRequestAsync(OpCode.SetData, new SetDataRequest(Root, [], 0));
        Assert.Equal(ErrorCode.BadVersion, ReadResults(await client.ReadReplyAsync(multi))[2].Error);
        Assert.Equal($"{Root}/a0000000000", (await client.ReadReplyAsync(create)).Read<Create2Response>().Path);
        Assert.Equal(1, (await client.ReadReplyAsync(set)).Read<Stat>().Version);
    }

    [Fact]
    public async Task An_empty_multi_succeeds()
    {
        await using var client = await Server.ConnectAsync();
        Assert.Empty(ReadResults(await MultiAsync(client)));
    }

    [Fact]
    public async Task A_multi_that_cannot_be_read_is_a_marshalling_error()
    {
        await using var client = await Server.ConnectAsync();
        var reply = await client.CallAsync(OpCode.Multi, new PathVersionRequest("", 7));
        Assert.Equal(ErrorCode.MarshallingError, reply.Error);
        Assert.Equal(ErrorCode.Ok, (await client.ExistsAsync(Root)).Error);
    }

    [Fact]
    public async Task Each_part_of_a_multi_read_succeeds_or_fails_alone()
    {
        await using var client = await Server.ConnectAsync();
        await client.CreateAsync($"{Root}/a", "data");
        var reply = await client.CallAsync(OpCode.MultiRead, new MultiRequest(
            MultiRequest.Part(OpCode.GetData, new PathWatchRequest($"{Root}/a", false)),
            MultiRequest.Part(OpCode.GetData, new PathWatchRequest($"{Root}/none", false)),
            MultiRequest.Part(OpCode.GetChildren, new PathWatchRequest(Root, false))));
        var results = ReadResults(reply);
        Assert.Equal([OpCode.GetData, OpCode.Error, OpCode.GetChildren], results.Select(result => result.Type));
        Assert.Equal(ErrorCode.NoNode, results[1].Error);
        Assert.Equal("a", results[2].Text);
    }

    private static Task<Reply> MultiAsync(RawClient client, params (OpCode, MultiRequest.WritePart)[] parts) =>
        client.CallAsync(OpCode.Multi, new MultiRequest(parts));

    private static List<(OpCode Type, ErrorCode Error, Stat? Stat, string? Text)> ReadResults(Reply reply)
    {
        var results = new List<(OpCode, ErrorCode, Stat?, string?)>();
        var reader = new JuteReader(reply.Body);
        for (var header = MultiHeader.Read(ref reader); !header.Done; header = MultiHeader.Read(ref reader))
        {
            Stat? stat = null;
            string? text = null;
            switch (header.Type)
            {
                case OpCode.Create:
                    text = reader.ReadString();
                    break;
                case OpCode.Create2:
                    var created = Create2Response.Read(ref reader);
                    (text, stat) = (created.Path, created.Stat);
                    break;
                case OpCode.SetData:
                    stat = Stat.Read(ref reader);
                    break;
                case OpCode.Error:
                    Assert.Equal(header.Error, (ErrorCode)reader.ReadInt());
                    break;
                case OpCode.GetData:
                    stat = GetDataResponse.Read(ref reader).Stat;
                    break;
                case OpCode.GetChildren:
                    text = string.Join(',', reader.ReadStrings()!);
                    break;
            }
            results.Add((header.Type, header.Error, stat, text));
        }
        Assert.Equal(0, reader.Remaining);
        return results;
    }
}
