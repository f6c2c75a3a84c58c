using FlinkZk.Client;
using FlinkZk.Testing;
using FlinkZk.Wire;

namespace FlinkZk.Coordination.Tests;

/// <summary>A server that answers a sync at once, as Apache's leader does its own clients, while the effect of a request whose reply was lost is still to come.</summary>
public sealed class LateEffectTests
{
    private const string Queue = "/locks/orders";
    private string? _created;
    private bool _isApplied;
    private int _creates;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_node_that_was_created_and_is_applied_late_is_found_and_not_made_twice()
    {
        await using var server = new ScriptedServer(ServeAsync);
        await using var client = await ZkClient.ConnectAsync(new() { ConnectionString = ConnectionString.Parse(server.ConnectionString), LearnServerVersion = false }, Stop);
        var made = await new ProtectedCreate(client, Queue, "lock").RunAsync(null, Stop);
        Assert.Equal(_created, made.Path);
        Assert.Equal(1, _creates);
    }

    private async Task ServeAsync(ScriptedPeer peer)
    {
        await peer.ShakeHandsAsync();
        while (true)
        {
            var frame = await peer.ReceiveAsync();
            var header = ScriptedPeer.Read<RequestHeader>(frame);
            switch (header.Type)
            {
                case OpCode.Create or OpCode.Create2:
                    var path = ScriptedPeer.Read<CreateWithHeader>(frame).Request.Path;
                    if (++_creates == 1)
                    {
                        _created = path + "0000000001";
                        // It was taken; what is told of it is lost with the connection.
                        return;
                    }
                    await peer.ReplyAsync(header.Xid, new Create2Response(path + "0000000002", default));
                    break;
                case OpCode.Sync:
                    await peer.ReplyAsync(header.Xid, new PathRequest(Queue));
                    break;
                case OpCode.Multi:
                    _isApplied = true;
                    await peer.ReplyAsync(header.Xid, new CheckDone());
                    break;
                case OpCode.GetChildren2:
                    await peer.ReplyAsync(header.Xid, new GetChildren2Response(_isApplied ? [_created![(Queue.Length + 1)..]] : [], default));
                    break;
                case OpCode.Exists:
                    await peer.ReplyAsync(header.Xid, new Stat { EphemeralOwner = 0x1234 });
                    break;
                default:
                    await peer.ReplyAsync(header.Xid);
                    break;
            }
        }
    }

    private readonly record struct CreateWithHeader(CreateRequest Request) : IRecord<CreateWithHeader>
    {
        public void Write(ref JuteWriter writer) => throw new NotSupportedException();

        public static CreateWithHeader Read(ref JuteReader reader)
        {
            RequestHeader.Read(ref reader);
            return new(CreateRequest.Read(ref reader));
        }
    }

    private readonly record struct CheckDone : IRecord<CheckDone>
    {
        public void Write(ref JuteWriter writer)
        {
            new MultiHeader(OpCode.Check, Done: false, ErrorCode.Ok).Write(ref writer);
            new MultiHeader((OpCode)(-1), Done: true, (ErrorCode)(-1)).Write(ref writer);
        }

        public static CheckDone Read(ref JuteReader reader) => throw new NotSupportedException();
    }
}
