using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;

namespace FlinkZk.Clusters.Http;

/// <summary>
/// What is counted and traced of requests, for who listens to the meter or to the activity source of this name: a span a request, through all its tries, and nothing that
/// names a job, a session or a user.
/// </summary>
public static partial class FlinkTelemetry
{
    /// <summary>The name of the meter and of the activity source.</summary>
    public const string Name = "FlinkZk.Clusters";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Histogram<double> Durations = Meter.CreateHistogram<double>("flinkzk.flink.request.duration", "s", "How long requests took, with all their tries.");
    private static readonly Counter<long> Tries = Meter.CreateCounter<long>("flinkzk.flink.tries", "{try}", "Times that a request was sent.");
    private static readonly Counter<long> LeaderChanges = Meter.CreateCounter<long>("flinkzk.flink.leader_changes", "{change}", "Times that a request found another leader than the one before it.");

    internal static Activity? Begin(FlinkCall call) => Source.StartActivity($"{call.Method} {Route(call.Path)}", ActivityKind.Client);

    internal static void Tried(FlinkCall call) => Tries.Add(1, new KeyValuePair<string, object?>("route", Route(call.Path)), new KeyValuePair<string, object?>("method", call.Method.Method));

    internal static void Changed() => LeaderChanges.Add(1);

    internal static void End(Activity? activity, FlinkCall call, TimeSpan duration, FlinkException? failure, bool isGivenUp)
    {
        var outcome = isGivenUp ? "Cancelled" : failure?.Problem.ToString() ?? "Ok";
        Durations.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("route", Route(call.Path)), new KeyValuePair<string, object?>("method", call.Method.Method), new KeyValuePair<string, object?>("outcome", outcome));
        if (activity is null)
            return;
        activity.SetTag("http.request.method", call.Method.Method);
        activity.SetTag("url.template", Route(call.Path));
        activity.SetTag("flinkzk.outcome", outcome);
        if (failure?.Status is { } status)
            activity.SetTag("http.response.status_code", (int)status);
        if (outcome != "Ok")
            activity.SetStatus(ActivityStatusCode.Error);
    }

    /// <summary>A path without what is particular to one request: ids become :id, and so do names of jars and logs.</summary>
    internal static string Route(string path)
    {
        var plain = path.Split('?')[0];
        return Names().Replace(Ids().Replace(plain, "/:id"), "$1/:id");
    }

    // UUIDs and 32 digits, tokens of pages and numbers of checkpoints.
    [GeneratedRegex("/([0-9a-f]{32}|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|[0-9]+)(?=/|$)", RegexOptions.ExplicitCapture)]
    private static partial Regex Ids();

    [GeneratedRegex("(^jars|^taskmanagers|/logs|/savepoints|^jobs|/vertices)/(?!upload$|overview$|metrics$|:id)[^/]+")]
    private static partial Regex Names();
}
