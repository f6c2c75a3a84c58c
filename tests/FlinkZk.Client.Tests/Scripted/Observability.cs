using System.Diagnostics;
using System.Diagnostics.Metrics;
using FlinkZk.Testing;
using FlinkZk.Wire;

namespace FlinkZk.Client.Tests;

public sealed class Observability : ScriptedBehaviour
{
    [Fact]
    public async Task Each_request_is_a_span_and_the_callers_own_stays_current()
    {
        var spans = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "FlinkZk.Client",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span =>
            {
                lock (spans)
                    spans.Add(span);
            },
        };
        ActivitySource.AddActivityListener(listener);
        await using var server = NewServer();
        await using var client = await ConnectAsync(server);
        using var own = new Activity("own").Start();
        await client.ExistsAsync("/traced", Cancel);
        await Assert.ThrowsAsync<ZkException>(() => client.GetDataAsync("/traced", Cancel).AsTask());
        Assert.Same(own, Activity.Current);

        Activity[] mine;
        lock (spans)
            mine = [.. spans.Where(span => span.GetTagItem("zookeeper.path") is "/traced")];
        Assert.Equal(["exists", "getData"], mine.Select(span => span.OperationName));
        Assert.Equal([ActivityStatusCode.Unset, ActivityStatusCode.Error], mine.Select(span => span.Status));
        Assert.All(mine, span => Assert.Equal(own.TraceId, span.TraceId));
    }

    [Fact]
    public async Task Durations_are_measured_by_operation_and_error()
    {
        var seen = new HashSet<(string?, string?)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument is { Meter.Name: "FlinkZk.Client", Name: "flinkzk.client.request.duration" })
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((_, milliseconds, tags, _) =>
        {
            Assert.True(milliseconds >= 0);
            lock (seen)
                seen.Add(((string?)tags[0].Value, (string?)tags[1].Value));
        });
        listener.Start();
        await using var server = NewServer();
        await using var client = await ConnectAsync(server);
        await client.ExistsAsync("/a", Cancel);
        await Assert.ThrowsAsync<ZkException>(() => client.GetDataAsync("/a", Cancel).AsTask());
        lock (seen)
            Assert.Superset(new HashSet<(string?, string?)> { ("exists", "Ok"), ("getData", "NoNode") }, seen);
    }

    [Fact]
    public async Task The_trace_shows_every_message_and_no_secret()
    {
        var path = Path.Combine(Path.GetTempPath(), $"flinkzk-trace-{Guid.NewGuid():N}.log");
        try
        {
            await using (var server = NewServer())
            await using (var client = await ZkClient.ConnectAsync(Options(server.ConnectionString) with { TracePath = path }, Cancel))
            {
                await client.ExistsAsync("/a", Cancel);
                await client.AddAuthAsync(AuthInfo.Digest("alice", "hunter2"), Cancel);
            }
            var trace = await File.ReadAllTextAsync(path, Cancel);
            Assert.Contains("> 1 exists of '/a' (", trace, StringComparison.Ordinal);
            Assert.Contains("< 1 zxid 0x1 Ok", trace, StringComparison.Ordinal);
            Assert.Contains("> -4 auth", trace, StringComparison.Ordinal);
            Assert.Contains("connected to 127.0.0.1:", trace, StringComparison.Ordinal);
            Assert.DoesNotContain("hunter2", trace, StringComparison.Ordinal);
            if (!OperatingSystem.IsWindows())
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>exists succeeds, getData finds nothing, the rest is acknowledged.</summary>
    private static ScriptedServer NewServer() => new(async peer =>
    {
        await peer.ShakeHandsAsync();
        while (true)
        {
            var header = await peer.ReceiveRequestAsync();
            if (header.Type == OpCode.Exists)
                await peer.ReplyAsync(header.Xid, default(Stat));
            else
                await peer.ReplyAsync(header.Xid, error: header.Type == OpCode.GetData ? ErrorCode.NoNode : ErrorCode.Ok);
        }
    });
}
