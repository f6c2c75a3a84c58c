using System.Text.Json.Nodes;
using FlinkZk.Testing;

namespace FlinkZk.Clusters.Tests;

/// <summary>A server in front of another, whose answers are that one's but for one place now and then: null, another type, nothing, twice.</summary>
internal sealed class LyingServer : IAsyncDisposable
{
    private readonly HttpClient _http = new();
    private readonly HttpPeer _peer;

    /// <param name="behind">The one that says how it is.</param>
    /// <param name="random">What is falsified.</param>
    public LyingServer(Uri behind, Random random) => _peer = new(async (request, reply) =>
    {
        using var asked = new HttpRequestMessage(new(request.Method), new Uri(behind, request.Path)) { Content = request.Body.Length > 0 ? new StringContent(request.Body, null, "application/json") : null };
        using var answer = await _http.SendAsync(asked, reply.Cancellation);
        var body = await answer.Content.ReadAsStringAsync(reply.Cancellation);
        // Not each: an operation asks for several things.
        lock (random)
            body = random.Next(3) == 0 ? Falsified(body, random) : body;
        await reply.SendAsync((int)answer.StatusCode, body);
    });

    public Uri Address => _peer.Address;

    public async ValueTask DisposeAsync()
    {
        await _peer.DisposeAsync();
        _http.Dispose();
    }

    private static string Falsified(string body, Random random)
    {
        JsonNode? root;
        try
        {
            root = JsonNode.Parse(body);
        }
        catch (System.Text.Json.JsonException)
        {
            return body;
        }
        var places = new List<(JsonNode Parent, Func<JsonNode?> Get, Action<JsonNode?> Set)>();
        Collect(root, places);
        if (places.Count == 0)
            return "null";
        var (_, get, set) = places[random.Next(places.Count)];
        set(random.Next(10) switch
        {
            0 => null,
            1 => JsonValue.Create(-1),
            2 => JsonValue.Create(1e300),
            3 => JsonValue.Create("x"),
            4 => JsonValue.Create(""),
            5 => JsonValue.Create(true),
            6 => new JsonArray(),
            7 => new JsonObject(),
            8 => new JsonArray(null, get()?.DeepClone()),
            _ => get() is JsonArray { Count: > 0 } array ? new JsonArray([.. array.Concat(array).Select(item => item?.DeepClone())]) : JsonValue.Create(long.MaxValue),
        });
        return root!.ToJsonString();
    }

    private static void Collect(JsonNode? node, List<(JsonNode, Func<JsonNode?>, Action<JsonNode?>)> places)
    {
        if (node is JsonObject pairs)
        {
            foreach (var (name, value) in pairs)
            {
                places.Add((pairs, () => pairs[name], changed => pairs[name] = changed));
                Collect(value, places);
            }
        }
        else if (node is JsonArray items)
        {
            for (var i = 0; i < items.Count; i++)
            {
                var place = i;
                places.Add((items, () => items[place], changed => items[place] = changed));
                Collect(items[i], places);
            }
        }
    }
}
