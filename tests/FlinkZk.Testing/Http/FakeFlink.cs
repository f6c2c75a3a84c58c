using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace FlinkZk.Testing;

/// <summary>
/// A JobManager's REST server with jobs, jars and savepoints that are nothing but names. It remembers operations by their trigger ids, as Flink does, and loses requests or
/// answers when it is told to.
/// </summary>
public sealed class FakeFlink : IAsyncDisposable, IDisposable
{
    private readonly HttpPeer _peer;
    private readonly object _gate = new();
    private readonly List<FakeFlinkJob> _jobs = [];
    private readonly List<string> _jars = [];
    private readonly Dictionary<string, Operation> _operations = [];
    private readonly ConcurrentQueue<(string Request, bool IsCarriedOut)> _faults = new();

    /// <summary>Starts one without jobs.</summary>
    public FakeFlink() => _peer = new(ServeAsync);

    /// <summary>Where it listens.</summary>
    public Uri Address => _peer.Address;

    /// <summary>What was asked so far.</summary>
    public IReadOnlyList<HttpAsk> Requests => _peer.Requests;

    /// <summary>Its version.</summary>
    public string Version { get; set; } = "2.3.0";

    /// <summary>Text that stands wherever somebody else could write some.</summary>
    public string Text { get; set; } = "org.example.FailureException: no such topic";

    /// <summary>What every process has logged; more may be added.</summary>
    public string Log { get; set; } = "2026-01-01 00:00:01,000 INFO  org.apache.flink.runtime.entrypoint.ClusterEntrypoint        [] - Starting\n2026-01-01 00:00:02,500 WARN  org.example.Job                                              [] - org.example.FailureException: no such topic\n\tat org.example.Job.map(Job.java:7)\n2026-01-01 00:00:03,000 INFO  org.example.Job                                              [] - Restarting\n";

    /// <summary>The name of a vertex.</summary>
    public string Vertex { get; set; } = "source";

    /// <summary>The name of its first log file; null for what Flink calls it.</summary>
    public string? LogName { get; set; }

    /// <summary>The name of the last metric of several together.</summary>
    public string SummaryName { get; set; } = "currentInputWatermark";

    /// <summary>The id of its TaskManager.</summary>
    public string TaskManager { get; set; } = "10.0.0.7:6122-79feef";

    /// <summary>How often an operation is said to be under way before it is done.</summary>
    public int Polls { get; set; } = 1;

    /// <summary>The state in which a job goes on that is stopped; null for what Flink does.</summary>
    public string? StateAfterStop { get; set; }

    /// <summary>Why savepoints fail, as a stack; null where they do not.</summary>
    public string? SavepointFailure { get; set; }

    /// <summary>What it says of the parts of this job, as a stack; null where they are there.</summary>
    public (string Job, string Stack)? VertexFailure { get; set; }

    /// <summary>Why checkpoints that are asked for fail, as a stack; null where they do not.</summary>
    public string? CheckpointFailure { get; set; }

    /// <summary>Why savepoints cannot be removed, as a stack; null where they can.</summary>
    public string? DisposalFailure { get; set; }

    /// <summary>The folder for savepoints where a request names none; null where none is configured.</summary>
    public string? SavepointFolder { get; set; } = "file:/sp";

    /// <summary>The folder for checkpoints, as the JobManager's configuration names it.</summary>
    public string CheckpointFolder { get; set; } = "file:/chk";

    /// <summary>Whether checkpoints of jobs that were cancelled or have failed are kept.</summary>
    public bool KeepsCheckpoints { get; set; }

    /// <summary>Its kind of high availability, as the JobManager's configuration names it.</summary>
    public string HighAvailability { get; set; } = "NONE";

    /// <summary>Whether it was shut down: it answers nothing any more.</summary>
    public bool IsShutDown { get; private set; }

    /// <summary>What becomes of a job that is started of a jar of this name: its state.</summary>
    public Func<string, string> StartedState { get; set; } = _ => "RUNNING";

    /// <summary>What a job that is started from a savepoint is restored from in truth; null for nothing.</summary>
    public Func<string?, string?> Restores { get; set; } = savepoint => savepoint;

    /// <summary>Whether jobs have the adaptive scheduler, and whether that comes to do what it is asked for.</summary>
    public (bool IsThere, bool Heeds) Adaptive { get; set; } = (false, true);

    /// <summary>The parts that the plan of any jar has.</summary>
    public IReadOnlyList<string> PlannedVertices { get; set; } = [FakeFlinkJob.Vertex];

    /// <summary>Asked of each request: true carries it out and false does not, and in either case the connection is closed in place of an answer; null for an answer.</summary>
    public Func<HttpAsk, Task<bool?>> Crash { get; set; } = _ => Task.FromResult<bool?>(null);

    /// <summary>Its jobs.</summary>
    public IReadOnlyList<FakeFlinkJob> Jobs
    {
        get
        {
            lock (_gate)
                return [.. _jobs];
        }
    }

    /// <summary>Its jars.</summary>
    public IReadOnlyList<string> Jars
    {
        get
        {
            lock (_gate)
                return [.. _jars];
        }
    }

    /// <summary>Adds a job.</summary>
    public FakeFlinkJob AddJob(string name, string? id = null, string state = "RUNNING")
    {
        lock (_gate)
        {
            var job = new FakeFlinkJob(id ?? Guid.NewGuid().ToString("n"), name) { State = state };
            _jobs.Add(job);
            return job;
        }
    }

    /// <summary>Forgets a job that has ended, as a new leader has.</summary>
    public void Remove(FakeFlinkJob job)
    {
        lock (_gate)
            _jobs.Remove(job);
    }

    /// <summary>Adds a jar.</summary>
    public void AddJar(string name, Guid id = default)
    {
        lock (_gate)
            _jars.Add($"{id}_{name}");
    }

    /// <summary>The next request that begins so is carried out, or not, and the connection closed in place of an answer.</summary>
    /// <param name="request">Method and the beginning of the path.</param>
    /// <param name="isCarriedOut">Whether only the answer is lost.</param>
    public void Lose(string request, bool isCarriedOut) => _faults.Enqueue((request, isCarriedOut));

    /// <summary>Carries out the next request that ends so, and answers neither that nor any other, until it is revived.</summary>
    public void DieAt(string end)
    {
        var isDead = false;
        Crash = request =>
        {
            bool? isCarriedOut = isDead ? false : request.Path.EndsWith(end, StringComparison.Ordinal) ? true : null;
            isDead |= isCarriedOut is not null;
            return Task.FromResult(isCarriedOut);
        };
    }

    /// <summary>Answers again.</summary>
    public void Revive() => Crash = _ => Task.FromResult<bool?>(null);

    /// <summary>Forgets operations and jars, as a new leader has.</summary>
    public void Forget()
    {
        lock (_gate)
        {
            _operations.Clear();
            _jars.Clear();
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _peer.DisposeAsync();

    /// <inheritdoc/>
    public void Dispose() => _peer.DisposeAsync().AsTask().GetAwaiter().GetResult();

    internal static string Quoted(string text) => JsonSerializer.Serialize(text);

    private async Task ServeAsync(HttpAsk request, HttpReply reply)
    {
        if (IsShutDown)
        {
            reply.Close();
            return;
        }
        if (await Crash(request) is { } isCarriedOut)
        {
            if (isCarriedOut)
                _ = Answer(request);
            reply.Close();
            return;
        }
        if (_faults.TryPeek(out var fault) && request.ToString().StartsWith(fault.Request, StringComparison.Ordinal) && _faults.TryDequeue(out _))
        {
            if (fault.IsCarriedOut)
                _ = Answer(request);
            reply.Close();
            return;
        }
        var (status, body) = Answer(request);
        await reply.SendAsync(status, body);
    }

    private (int Status, string Body) Answer(HttpAsk request)
    {
        lock (_gate)
        {
            var path = request.Path.Split('?')[0].Trim('/').Split('/');
            return (request.Method, path) switch
            {
                ("GET", ["config"]) => (200, $$"""{"flink-version":{{Quoted(Version)}}}"""),
                ("GET", ["jobmanager", "config"]) => (200, $$"""[{"key":"high-availability.type","value":{{Quoted(HighAvailability)}}},{"key":"s3.secret-key","value":"s3cret"},{"key":"execution.checkpointing.dir","value":{{Quoted(CheckpointFolder)}}},{"key":"execution.checkpointing.savepoint-dir","value":{{Quoted(SavepointFolder ?? "")}} }]"""),
                ("DELETE", ["cluster"]) => ShutDown(),
                ("GET", ["jobs", "overview"]) => (200, $$"""{"jobs":[{{string.Join(',', _jobs.Select(job => job.Summary))}}]}"""),
                ("GET", ["jobs" or "taskmanagers", "metrics"]) => Summaries(request.Path),
                ("GET", ["jobs", _, "checkpoints", var trigger]) when trigger != "config" => PollCheckpoint(trigger, path[1]),
                ("GET", ["jobs", var id, "vertices", _, "backpressure" or "watermarks"]) when VertexFailure is { } failure && failure.Job == id => Error(500, "Internal server error.", $"<Exception on server side:\n{failure.Stack}\nEnd of exception on server side>"),
                ("GET", ["jobs", var id, .. var what]) => _jobs.Find(job => job.Id == id) is { } job ? Ask(job, what, request) : what is ["savepoints", _] ? Poll(what[1], id) : Missing(id),
                ("POST", ["jobs", var id, "stop" or "savepoints"]) => Trigger(id, path[2] == "stop", request.Body),
                ("PATCH", ["jobs", var id]) => Cancel(id),
                ("PUT", ["jobs", var id, "resource-requirements"]) => Require(id, request.Body),
                ("GET", ["taskmanagers"]) => (200, $$"""{"taskmanagers":[{"id":{{Quoted(TaskManager)}},"path":"pekko.tcp://flink@10.0.0.7:6122/user/rpc/taskmanager_0","timeSinceLastHeartbeat":1767225600000,"slotsNumber":4,"freeSlots":3,"hardware":{"cpuCores":2,"physicalMemory":25276502016,"freeMemory":536870912,"managedMemory":536870920} }]}"""),
                ("GET", [.., "metrics"]) => Metrics(request.Path),
                ("POST", ["jobs", var id, "checkpoints"]) => Version.StartsWith("1.15", StringComparison.Ordinal) ? Error(404, $"Not found: {request.Path}") : Checkpoint(id, request.Body),
                ("POST", ["savepoint-disposal"]) => Dispose(request.Body),
                ("GET", ["savepoint-disposal", var trigger]) => PollDisposal(trigger),
                ("POST", ["jars", var jar, "plan"]) => Plan(Uri.UnescapeDataString(jar), request.Body),
                ("GET", [.., "logs"]) => (200, $$"""{"logs":[{"name":{{Quoted(LogName ?? (path[0] == "jobmanager" ? "jobmanager.log" : "taskmanager.log"))}},"size":{{Encoding.UTF8.GetByteCount(Log)}},"mtime":1767225630000},{"name":"gc.log.0","size":17,"mtime":1767225600000}]}"""),
                ("GET", [.., "logs", "jobmanager.log" or "taskmanager.log"]) => (200, Log),
                ("GET", [.., "thread-dump"]) => (200, $$"""{"threadInfos":[{"threadName":{{Quoted(Text)}},"stringifiedThreadInfo":{{Quoted($"\"{Text}\" Id=1 WAITING on java.util.concurrent.CompletableFuture$Signaller@5e7d6b37\n\tat java.base@17.0.15/jdk.internal.misc.Unsafe.park(Native Method)\n\n")}} },{"threadName":"flink-metrics-8","stringifiedThreadInfo":"\"flink-metrics-8\" Id=41 RUNNABLE\n\tat org.example.Job.run(Job.java:7)\n"}]}"""),
                ("POST", ["jars", "upload"]) => Upload(request.Body),
                ("GET", ["jars"]) => (200, $$"""{"address":"{{Address}}","files":[{{string.Join(',', _jars.Select(jar => $$"""{"id":{{Quoted(jar)}},"name":{{Quoted(jar[37..])}},"uploaded":1767225600000,"entry":[]}"""))}}]}"""),
                ("DELETE", ["jars", var jar]) => _jars.Remove(Uri.UnescapeDataString(jar)) ? (200, "{}") : Error(400, $"File {jar} does not exist in /tmp/flink-web-upload."),
                ("POST", ["jars", var jar, "run"]) => Run(Uri.UnescapeDataString(jar), request.Body),
                _ => Error(404, $"Not found: {request.Path}"),
            };
        }
    }

    private (int, string) ShutDown()
    {
        IsShutDown = true;
        return (200, "{}");
    }

    private (int, string) Ask(FakeFlinkJob job, string[] what, HttpAsk request) => what switch
    {
        [] => (200, job.Details(Vertex)),
        ["resource-requirements"] => Adaptive.IsThere
            ? (200, string.Create(CultureInfo.InvariantCulture, $$"""{"{{FakeFlinkJob.Vertex}}":{"parallelism":{"lowerBound":{{job.Required.Lower}},"upperBound":{{job.Required.Upper}} } } }"""))
            : Error(500, "Internal server error.", "<Exception on server side:\njava.lang.UnsupportedOperationException: This scheduler does not support requesting JobResourceRequirements.\n"),
        ["config"] => (200, $$"""{"jid":"{{job.Id}}","execution-config":{"job-parallelism":2,"user-config":{} } }"""),
        ["status"] => (200, $$"""{"status":"{{job.State}}"}"""),
        ["checkpoints"] when job.IsResultAlone => Error(404, "Checkpointing has not been enabled."),
        ["checkpoints"] => (200, job.Checkpoints(CheckpointFolder)),
        ["checkpoints", "config"] => (200, $$"""{"interval":{{job.CheckpointInterval.ToString(CultureInfo.InvariantCulture)}},"externalization":{"enabled":{{(KeepsCheckpoints ? "true" : "false")}},"delete_on_cancellation":{{(KeepsCheckpoints ? "false" : "true")}} } }"""),
        ["exceptions"] => (200, $$"""{"exceptionHistory":{"entries":[{{string.Join(',', Enumerable.Range(0, job.Failures).Reverse().Select(number => Failure(1767225630000 + 1000 * number)))}}],"truncated":false} }"""),
        ["savepoints", var trigger] => Poll(trigger, job.Id),
        ["metrics"] => Metrics(request.Path),
        ["plan"] => (200, $$"""{"plan":{"jid":"{{job.Id}}","nodes":[{"id":"a0f90dae8f3f5f042400509da0ac0fbb","parallelism":2,"description":"sums<br/>+- Sink: out<br/>","inputs":[{"id":"ca88eee0095684d687a1b6495617f957","num":0,"exchange":"pipelined_bounded","ship_strategy":"HASH"}]},{"id":"ca88eee0095684d687a1b6495617f957","parallelism":2,"description":{{Quoted($"Source: {Text}<br/>+- a &gt; b<br/>   +- Timestamps/Watermarks<br/>")}} }]} }"""),
        ["vertices", _, "watermarks"] => (200, string.Create(CultureInfo.InvariantCulture, $$"""[{"id":"0.currentInputWatermark","value":"1767225600000"},{"id":"1.currentInputWatermark","value":"{{long.MinValue}}"}]""")),
        ["vertices", _, "backpressure"] => (200, job.Looks++ == 0 ? """{"status":"deprecated"}""" : """{"status":"ok","backpressureLevel":"high","end-timestamp":1767225600000,"subtasks":[{"subtask":0,"backpressureLevel":"high","ratio":0.6,"idleRatio":0.1,"busyRatio":0.3},{"subtask":1,"backpressureLevel":"ok","ratio":0.0,"idleRatio":1.0,"busyRatio":"NaN"}]}"""),
        ["vertices", _, "subtasks", "metrics"] => Summaries(request.Path),
        ["vertices", _, "metrics"] => Metrics(request.Path),
        _ => Error(404, $"Not found: {request.Path}"),
    };

    private string Failure(long time) => string.Create(CultureInfo.InvariantCulture,
        $$"""{"exceptionName":"org.example.FailureException","stacktrace":{{Quoted($"{Text}\n\tat org.example.Job.map(Job.java:7)\n")}},"timestamp":{{time}},"taskName":"source (1/2)","endpoint":"10.0.0.7:6121","taskManagerId":"10.0.0.7:6122-79feef","concurrentExceptions":[]}""");

    private (int, string) Metrics(string path)
    {
        (string Name, string Value)[] all = [("numRestarts", "2"), ("uptime", "90000"), ("lastCheckpointExternalPath", Text)];
        var asked = path.Split("?get=") is [_, var names] ? names.Split(',') : null;
        return (200, $"[{string.Join(',', all.Where(metric => asked?.Contains(metric.Name) != false).Select(metric => asked is null ? $$"""{"id":"{{metric.Name}}"}""" : $$"""{"id":"{{metric.Name}}","value":{{Quoted(metric.Value)}}}"""))}]");
    }

    private (int, string) Summaries(string path)
    {
        (string Name, string Values)[] all =
        [
            ("numRestarts", "\"min\":0.0,\"max\":2.0,\"avg\":0.5,\"sum\":2.0"), ("uptime", "\"min\":90000.0,\"max\":90000.0,\"avg\":90000.0,\"sum\":360000.0"),
            ("backPressuredTimeMsPerSecond", "\"min\":0.0,\"max\":250.0,\"avg\":125.0,\"sum\":250.0"), ("busyTimeMsPerSecond", "\"min\":\"NaN\",\"max\":1001.0,\"avg\":0.0,\"sum\":0.0"),
            (SummaryName, "\"min\":1.7672256E12,\"max\":1.7672256E12,\"avg\":0.0,\"sum\":0.0"),
        ];
        var asked = Regex.Match(path, "[?&]get=([^&]*)") is { Success: true } match ? match.Groups[1].Value.Split(',') : null;
        return (200, $"[{string.Join(',', all.Where(metric => asked?.Contains(Uri.EscapeDataString(metric.Name)) != false).Select(metric => asked is null ? $$"""{"id":{{Quoted(metric.Name)}}}""" : $$"""{"id":{{Quoted(metric.Name)}},{{metric.Values}}}"""))}]");
    }

    private (int, string) Trigger(string id, bool isStop, string body)
    {
        using var asked = JsonDocument.Parse(body);
        var folder = Field(asked, "targetDirectory") ?? Field(asked, "target-directory") ?? SavepointFolder;
        if (folder is null)
            return Error(400, "Config key [execution.checkpointing.savepoint-dir] is not set. Property [targetDirectory] must be provided.");
        var trigger = Field(asked, "triggerId")!;
        if (!_operations.ContainsKey(trigger))
            _operations.Add(trigger, Begin(_jobs.Find(job => job.Id == id), id, isStop, folder));
        return (202, $$"""{"request-id":"{{trigger}}"}""");
    }

    private Operation Begin(FakeFlinkJob? job, string id, bool isStop, string folder)
    {
        if (job is null or { State: "FINISHED" or "CANCELED" or "FAILED" })
            return new(id, null, $"java.util.concurrent.CompletionException: org.apache.flink.runtime.messages.FlinkJobNotFoundException: Could not find Flink job ({id})") { Left = Polls };
        if (SavepointFailure is not null)
            return new(id, null, SavepointFailure) { Left = Polls };
        var path = string.Create(CultureInfo.InvariantCulture, $"{folder.TrimEnd('/')}/savepoint-{id[..6]}-{job.Savepoints.Count:x12}");
        job.Savepoints.Add(path);
        if (isStop)
            (job.State, job.IsStopped) = (StateAfterStop ?? "FINISHED", true);
        return new(id, path, null) { Left = Polls };
    }

    private (int, string) Poll(string trigger, string id)
    {
        if (!_operations.TryGetValue(trigger, out var operation) || operation.Job != id)
            return Error(404, $"org.apache.flink.runtime.rest.handler.RestHandlerException: There is no savepoint operation with triggerId={trigger} for job {id}.");
        return Over(operation, location => $$"""{"location":{{Quoted(location)}} }""");
    }

    private static (int, string) Over(Operation operation, Func<string, string> result)
    {
        if (operation.Left-- > 0)
            return (200, """{"status":{"id":"IN_PROGRESS"},"operation":null}""");
        return (200, operation.Location is { } done
            ? $$"""{"status":{"id":"COMPLETED"},"operation":{{result(done)}} }"""
            : $$"""{"status":{"id":"COMPLETED"},"operation":{"failure-cause":{"class":"java.util.concurrent.CompletionException","stack-trace":{{Quoted(operation.Failure!)}} } } }""");
    }

    private (int, string) Checkpoint(string id, string body)
    {
        using var asked = JsonDocument.Parse(body);
        var trigger = Field(asked, "triggerId") ?? Guid.NewGuid().ToString("n");
        if (!_operations.ContainsKey(trigger))
            _operations.Add(trigger, new(id, CheckpointFailure is null ? (++_jobs.Find(job => job.Id == id)!.Newest).ToString(CultureInfo.InvariantCulture) : null, CheckpointFailure) { Left = Polls });
        return (202, $$"""{"request-id":"{{trigger}}"}""");
    }

    private (int, string) PollCheckpoint(string trigger, string id) =>
        !_operations.TryGetValue(trigger, out var operation) || operation.Job != id ? Error(404, $"org.apache.flink.runtime.rest.handler.RestHandlerException: There is no checkpoint operation with triggerId={trigger} for job {id}.")
        : Over(operation, number => $$"""{"checkpointId":{{number}} }""");

    // Flink makes an id of its own, whatever it is given.
    private (int, string) Dispose(string body)
    {
        using var asked = JsonDocument.Parse(body);
        var path = Field(asked, "savepoint-path")!;
        var isThere = DisposalFailure is null && _jobs.Exists(job => job.Savepoints.Remove(path));
        var trigger = Guid.NewGuid().ToString("n");
        _operations.Add(trigger, new("", isThere ? path : null, isThere ? null : DisposalFailure ?? $"org.apache.flink.util.FlinkException: Could not dispose savepoint {path}.\n\tat a.B.c(D.java:1)\nCaused by: java.io.FileNotFoundException: Cannot find checkpoint or savepoint file/directory '{path}' on file system 'file'.\n") { Left = Polls });
        return (200, $$"""{"request-id":"{{trigger}}"}""");
    }

    private (int, string) PollDisposal(string trigger) => _operations.TryGetValue(trigger, out var operation)
        ? Over(operation, _ => "{}")
        : Error(404, "org.apache.flink.runtime.rest.NotFoundException: Operation not found under key: org.apache.flink.runtime.rest.handler.async.OperationKey@1f");

    private (int, string) Require(string id, string body)
    {
        using var asked = JsonDocument.Parse(body);
        var bounds = asked.RootElement.GetProperty(FakeFlinkJob.Vertex).GetProperty("parallelism");
        var job = _jobs.Find(job => job.Id == id)!;
        job.Required = (bounds.GetProperty("lowerBound").GetInt32(), bounds.GetProperty("upperBound").GetInt32());
        if (Adaptive.Heeds)
            job.Parallelism = job.Required.Upper;
        return (200, "{}");
    }

    private (int, string) Cancel(string id)
    {
        if (_jobs.Find(job => job.Id == id) is not { } job)
            return Error(404, "Job could not be found.");
        if (job.State is "FINISHED" or "FAILED")
            return Error(409, $"Job cancellation failed because the job has already reached another terminal state ({job.State}).");
        if (!job.IsDeafToCancel)
            job.State = "CANCELED";
        return (202, "{}");
    }

    private (int, string) Upload(string body)
    {
        if (Regex.Match(body, "filename=\"?([^\";\r\n]+)") is not { Success: true } match || !match.Groups[1].Value.EndsWith(".jar", StringComparison.Ordinal))
            return Error(400, "Only Jar files are allowed.");
        var jar = $"{Guid.NewGuid()}_{match.Groups[1].Value}";
        _jars.Add(jar);
        return (200, $$"""{"filename":"/tmp/flink-web-upload/{{jar}}","status":"success"}""");
    }

    private (int, string)? Refuse(string jar, JsonDocument asked) =>
        !_jars.Contains(jar) ? Error(500, "Internal server error.", $"<Exception on server side:\njava.util.concurrent.CompletionException: org.apache.flink.runtime.rest.handler.RestHandlerException: Jar file /tmp/flink-web-upload/{jar} does not exist\n")
        : Field(asked, "entryClass") == "no.such.Class" ? Error(500, "Internal server error.", "<Exception on server side:\njava.util.concurrent.CompletionException: org.apache.flink.client.program.ProgramInvocationException: The program's entry point class 'no.such.Class' was not found in the jar file.\n")
        // As ParameterTool does.
        : Field(asked, "entryClass") == "says.Arguments" ? Error(500, "Internal server error.", $"<Exception on server side:\njava.util.concurrent.CompletionException: org.apache.flink.client.program.ProgramInvocationException: The main method caused an error: Error parsing arguments '[{string.Join(", ", asked.RootElement.GetProperty("programArgsList").EnumerateArray().Select(one => one.GetString()))}]' on '5'.\n")
        : null;

    private (int, string) Plan(string jar, string body)
    {
        using var asked = JsonDocument.Parse(body);
        return Refuse(jar, asked) ?? (200, $$"""{"plan":{"nodes":[{{string.Join(',', PlannedVertices.Select(id => $$"""{"id":"{{id}}","parallelism":{{(asked.RootElement.TryGetProperty("parallelism", out var parallelism) ? parallelism.GetInt32() : 1)}},"description":{{Quoted($"Source: {Text}<br/>")}} }"""))}}]} }""");
    }

    private (int, string) Run(string jar, string body)
    {
        using var asked = JsonDocument.Parse(body);
        if (Refuse(jar, asked) is { } refused)
            return refused;
        var id = Field(asked, "jobId") ?? Guid.NewGuid().ToString("n");
        if (_jobs.Exists(job => job.Id == id))
            return Error(400, "Could not execute application.\nCaused by: org.apache.flink.runtime.client.DuplicateJobSubmissionException: Job has already been submitted.\n");
        _jobs.Add(new(id, jar[37..^4]) { RestoredFrom = Restores(Field(asked, "savepointPath")), State = StartedState(jar[37..]), Parallelism = asked.RootElement.TryGetProperty("parallelism", out var parallelism) ? parallelism.GetInt32() : 2 });
        return (200, $$"""{"jobid":"{{id}}"}""");
    }

    private static (int, string) Missing(string id) => Error(404, $"org.apache.flink.runtime.rest.NotFoundException: Job {id} not found");

    private static (int, string) Error(int status, params string[] texts) => (status, $$"""{"errors":{{JsonSerializer.Serialize(texts)}}}""");

    private static string? Field(JsonDocument body, string name) => body.RootElement.TryGetProperty(name, out var field) && field.ValueKind == JsonValueKind.String ? field.GetString() : null;

    private sealed record Operation(string Job, string? Location, string? Failure)
    {
        public int Left { get; set; }
    }
}
