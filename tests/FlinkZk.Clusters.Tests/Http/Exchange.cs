using System.Globalization;
using FlinkZk.Testing;

namespace FlinkZk.Clusters.Tests;

/// <summary>An exchange with a live JobManager, as it was recorded (Captures/README.md).</summary>
/// <param name="Request">Method and path.</param>
/// <param name="Status">HTTP's status.</param>
/// <param name="Body">The answer.</param>
internal sealed record Exchange(string Request, int Status, string Body)
{
    public static string[] Versions { get; } = ["1.15.4", "1.17.2", "1.20.5", "2.3.0"];

    public string Path => Request.Split(' ')[1].TrimStart('/');

    public static Exchange Of(string version, string name, string kind = "rest")
    {
        var parts = File.ReadAllText(System.IO.Path.Combine(AppContext.BaseDirectory, "Captures", kind, version, name + ".txt")).Split("\n\n", 2);
        var head = parts[0].Split('\n');
        return new(head[0][2..], int.Parse(head.Single(line => line.StartsWith("< ", StringComparison.Ordinal))[2..], CultureInfo.InvariantCulture), parts[1].TrimEnd('\n'));
    }

    /// <summary>A server that answers each request as it was answered then; of one that was asked several times, the next each time, and the last again and again.</summary>
    public static HttpPeer Replay(string version, params string[] names)
    {
        var left = names.Select(name => Of(version, name)).GroupBy(exchange => exchange.Request).ToDictionary(group => group.Key, group => new Queue<Exchange>(group));
        return new((request, reply) =>
        {
            if (!left.TryGetValue(request.ToString(), out var queue))
                return reply.SendAsync(404, $$"""{"errors":["Not found: {{request.Path}}"]}""");
            Exchange answer;
            lock (queue)
                answer = queue.Count > 1 ? queue.Dequeue() : queue.Peek();
            return reply.SendAsync(answer.Status, answer.Body);
        });
    }
}
