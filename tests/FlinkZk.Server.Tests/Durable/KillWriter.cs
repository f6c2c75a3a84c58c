using System.Collections.Immutable;
using System.Net.Sockets;
using FlinkZk.Wire;

namespace FlinkZk.Server.Tests.Durable;

/// <summary>
/// A client with a subtree of its own, which knows what must be there: all that was acknowledged, and of the one request that was under way when the
/// server was killed, all or nothing.
/// </summary>
internal sealed class KillWriter(int number)
{
    private readonly Random _random = new(number);
    private ImmutableSortedDictionary<string, string> _acknowledged = Empty;
    private ImmutableSortedDictionary<string, string> _perhaps = Empty;
    private long _count;
    private int _next;

    private static ImmutableSortedDictionary<string, string> Empty => ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Requests that were acknowledged.</summary>
    public long Acknowledged => Interlocked.Read(ref _count);

    private string Root => $"/w{number}";

    /// <summary>Looks at what a server has, and goes on from there.</summary>
    public async Task VerifyAsync(RawClient client, int round)
    {
        var found = Empty;
        if ((await client.TryCreateAsync(Root)).Error == ErrorCode.NodeExists)
            foreach (var name in await client.NamesAsync(Root))
                found = found.Add(name, System.Text.Encoding.UTF8.GetString((await client.GetAsync($"{Root}/{name}")).Read<GetDataResponse>().Data!));
        if (!found.SequenceEqual(_acknowledged) && !found.SequenceEqual(_perhaps))
            Assert.Fail($"Round {round}, {Root}: found {Text(found)}; acknowledged was {Text(_acknowledged)}, with what was under way {Text(_perhaps)}.");
        _acknowledged = _perhaps = found;
    }

    /// <summary>Writes until the server is gone.</summary>
    public async Task WriteAsync(int port)
    {
        await using var client = await RawClient.ConnectAsync(port);
        try
        {
            while (true)
            {
                await DoAsync(client);
                _acknowledged = _perhaps;
                Interlocked.Increment(ref _count);
            }
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            // It was killed; EndOfStreamException is an IOException, too.
        }
    }

    private Task DoAsync(RawClient client)
    {
        var name = $"n{_next++}";
        var data = new string((char)('a' + _random.Next(26)), _random.Next(400));
        if (_acknowledged.Count == 0)
            return ExpectOkAsync(client.TryCreateAsync($"{Root}/{name}", data), _acknowledged.Add(name, data));
        var some = _acknowledged.Keys.ElementAt(_random.Next(_acknowledged.Count));
        var path = $"{Root}/{some}";
        return (_acknowledged.Count > 20 ? _random.Next(2, 4) : _random.Next(4)) switch
        {
            0 => ExpectOkAsync(client.TryCreateAsync($"{Root}/{name}", data), _acknowledged.Add(name, data)),
            1 => ExpectOkAsync(client.SetAsync(path, data), _acknowledged.SetItem(some, data)),
            2 => ExpectOkAsync(client.DeleteAsync(path), _acknowledged.Remove(some)),
            _ => ExpectOkAsync(MoveAsync(client, path, $"{Root}/{name}"), _acknowledged.Remove(some).Add(name, "moved").Add(name + "b", "")),
        };
    }

    // One goes, two come.
    private static Task<Reply> MoveAsync(RawClient client, string from, string to) => client.CallAsync(OpCode.Multi, new MultiRequest(
        MultiRequest.Delete(from), MultiRequest.Create(to), MultiRequest.Set(to, "moved"), MultiRequest.Create(to + "b")));

    private async Task ExpectOkAsync(Task<Reply> request, ImmutableSortedDictionary<string, string> then)
    {
        _perhaps = then;
        Assert.Equal(ErrorCode.Ok, (await request).Error);
    }

    private static string Text(ImmutableSortedDictionary<string, string> state) => string.Join(' ', state.Select(static node => $"{node.Key}={node.Value.Length}"));
}
