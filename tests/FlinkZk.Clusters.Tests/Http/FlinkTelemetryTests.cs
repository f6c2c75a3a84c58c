using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using FlinkZk.Clusters.Http;

namespace FlinkZk.Clusters.Tests.Http;

public sealed class FlinkTelemetryTests : FlinkTests
{
    [Theory]
    [InlineData("jobs/overview", "jobs/overview")]
    [InlineData("jobs/metrics?get=a", "jobs/metrics")]
    [InlineData("jobs/00112233445566778899aabbccddeeff/checkpoints", "jobs/:id/checkpoints")]
    [InlineData("jobs/00112233445566778899aabbccddeeff/vertices/ca88eee0095684d687a1b6495617f957/subtasks/metrics?get=x", "jobs/:id/vertices/:id/subtasks/metrics")]
    [InlineData("jobs/nosuch%20job/savepoints/secret", "jobs/:id/savepoints/:id")]
    [InlineData("jars/upload", "jars/upload")]
    [InlineData("jars/0dcbe3f7-f2c4-4a0e-a0a2-6e2b9d5dbfd4_new.jar/run", "jars/:id/run")]
    [InlineData("taskmanagers", "taskmanagers")]
    [InlineData("taskmanagers/10.0.0.7%3A6122-79feef/logs/taskmanager.log", "taskmanagers/:id/logs/:id")]
    [InlineData("jobmanager/logs", "jobmanager/logs")]
    [InlineData("v4/sessions/834bf370-4a4b-424e-b940-dc6165c68026/operations/305b0d95-0efc-46b2-b0c1-e80d353a623b/result/12?rowFormat=JSON", "v4/sessions/:id/operations/:id/result/:id")]
    public void A_route_has_nothing_that_is_particular_to_one_request(string path, string route) => Assert.Equal(route, FlinkTelemetry.Route(path));

    [Fact]
    public async Task Requests_are_counted_and_traced_by_route_and_outcome()
    {
        var told = new ConcurrentQueue<string>();
        using var meters = new MeterListener { InstrumentPublished = (instrument, listener) => { if (instrument.Meter.Name == FlinkTelemetry.Name) listener.EnableMeasurementEvents(instrument); } };
        meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => told.Enqueue($"{instrument.Name} {value >= 0} {string.Join(' ', tags.ToArray().Select(tag => tag.Value))}"));
        meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => told.Enqueue($"{instrument.Name} {value} {string.Join(' ', tags.ToArray().Select(tag => tag.Value))}"));
        meters.Start();
        using var spans = new ActivityListener { ShouldListenTo = source => source.Name == FlinkTelemetry.Name, Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData, ActivityStopped = activity => told.Enqueue($"{activity.DisplayName} {activity.Status} {activity.GetTagItem("http.response.status_code")}") };
        ActivitySource.AddActivityListener(spans);
        await using var peer = Always(404, """{"errors":["Job 0123 not found: Job could not be found."]}""");
        using var client = Client(peer);
        await FailsAsync(() => client.PlanAsync("feedfeedfeedfeedfeedfeedfeedfeed", Stop), FlinkProblem.JobNotFound);
        // Other tests send requests at the same time.
        foreach (var expected in new[] { "flinkzk.flink.tries 1 jobs/:id/plan GET", "flinkzk.flink.request.duration True jobs/:id/plan GET JobNotFound", "GET jobs/:id/plan Error 404" })
            Assert.Contains(expected, told);
        Assert.DoesNotContain(told, text => text.Contains("feedfeed", StringComparison.Ordinal));
    }
}
