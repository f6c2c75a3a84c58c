using System.Diagnostics;
using System.Diagnostics.Metrics;
using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>
/// What the client measures, under the name <c>FlinkZk.Client</c>. With nobody listening it costs a look at a flag. Listeners run on the receive loop and
/// must be quick, as those of OpenTelemetry are.
/// </summary>
internal static class ClientDiagnostics
{
    private const string Name = "FlinkZk.Client";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);

    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(
        "flinkzk.client.request.duration", "ms", "From handing a request over to its reply.");

    private static readonly Counter<long> Events = Meter.CreateCounter<long>("flinkzk.client.events", description: "Watch events received.");

    private static readonly Counter<long> Connections = Meter.CreateCounter<long>("flinkzk.client.connections", description: "Connections whose handshake was done.");

    private static readonly Counter<long> Losses = Meter.CreateCounter<long>("flinkzk.client.sessions.lost", description: "Sessions that expired or were refused.");

    /// <summary>Whether anybody listens to spans.</summary>
    public static bool IsTraced => Source.HasListeners();

    /// <summary>A span for a request; null if nobody wants this one. The caller's own span stays the current one.</summary>
    public static Activity? Begin(OpCode type, string? path)
    {
        var current = Activity.Current;
        var span = Source.StartActivity(ErrorText.Name(type, null), ActivityKind.Client);
        span?.SetTag("db.system", "zookeeper").SetTag("zookeeper.path", path);
        Activity.Current = current;
        return span;
    }

    /// <summary>Ends a span.</summary>
    public static void End(Activity? span, ErrorCode error)
    {
        if (span is null)
            return;
        if (error != ErrorCode.Ok)
            span.SetStatus(ActivityStatusCode.Error, error.ToString());
        span.Dispose();
    }

    public static void OnReply(OpCode type, ErrorCode error, long since, TimeProvider time)
    {
        if (Duration.Enabled)
        {
            Duration.Record(time.GetElapsedTime(since).TotalMilliseconds,
                new KeyValuePair<string, object?>("operation", ErrorText.Name(type, null)), new KeyValuePair<string, object?>("error", error.ToString()));
        }
    }

    public static void OnEvent() => Events.Add(1);

    public static void OnConnected() => Connections.Add(1);

    public static void OnLost() => Losses.Add(1);
}
