using FlinkZk.Clusters.Http;

namespace FlinkZk.Clusters.Tests;

/// <summary>What recorded errors mean: the exception that the text names counts, not the status.</summary>
public sealed class ServerErrorTests
{
    private static readonly FlinkEndpoint Server = new(new("http://jm-1:8081/"), null);

    [Theory]
    [InlineData("2.3.0", "job-unknown", FlinkProblem.JobNotFound, "Job ffffffffffffffffffffffffffffffff not found")]
    [InlineData("2.3.0", "job-status-unknown", FlinkProblem.JobNotFound, "Could not find Flink job (ffffffffffffffffffffffffffffffff)")]
    [InlineData("1.20.5", "job-status-unknown", FlinkProblem.JobNotFound, "Could not find Flink job (ffffffffffffffffffffffffffffffff)")]
    [InlineData("2.3.0", "job-cancel-unknown", FlinkProblem.JobNotFound, "Job could not be found.")]
    [InlineData("2.3.0", "job-bad-id", FlinkProblem.BadRequest, "Bad request, could not parse parameters: Cannot resolve path parameter (jobid) from value \"xyz\".")]
    [InlineData("2.3.0", "rescaling", FlinkProblem.NotSupported, "Rescaling is temporarily disabled. See FLINK-12312.")]
    [InlineData("1.20.5", "rescaling", FlinkProblem.NotSupported, "Rescaling is temporarily disabled. See FLINK-12312.")]
    [InlineData("2.3.0", "cancel-mode-stop", FlinkProblem.BadRequest, "The termination mode \"stop\" has been removed.")]
    [InlineData("2.3.0", "cancel-finished", FlinkProblem.JobEnded, "already reached another terminal state (FINISHED)")]
    [InlineData("1.20.5", "cancel-finished", FlinkProblem.JobEnded, "already reached another terminal state (FINISHED)")]
    [InlineData("2.3.0", "taskmanager-unknown", FlinkProblem.TaskManagerNotFound, "No TaskExecutor registered under")]
    [InlineData("2.3.0", "savepoint-poll-unknown-trigger", FlinkProblem.TriggerNotFound, "There is no savepoint operation with triggerId=bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb")]
    [InlineData("2.3.0", "checkpoint-poll-unknown", FlinkProblem.TriggerNotFound, "There is no checkpoint operation with triggerId=")]
    [InlineData("2.3.0", "stop-no-target", FlinkProblem.SavepointFolderMissing, "Property [targetDirectory] must be provided.")]
    [InlineData("2.3.0", "jar-run-unknown-jar", FlinkProblem.JarNotFound, "nosuch.jar does not exist")]
    [InlineData("1.20.5", "jar-run-unknown-jar", FlinkProblem.JarNotFound, "nosuch.jar does not exist")]
    [InlineData("1.20.5", "jar-delete-again", FlinkProblem.JarNotFound, "_capture-job.jar does not exist")]
    [InlineData("2.3.0", "jar-run-main-throws", FlinkProblem.ProgramFailed, "NumberFormatException: For input string: \"abc\"")]
    [InlineData("1.20.5", "jar-run-main-throws", FlinkProblem.ProgramFailed, "IllegalArgumentException: main of the program throws")]
    [InlineData("2.3.0", "jar-run-no-entry-class", FlinkProblem.ProgramFailed, "Neither a 'Main-Class', nor a 'program-class' entry was found in the jar file.")]
    [InlineData("2.3.0", "jar-run-bad-entry-class", FlinkProblem.ProgramFailed, "The program's entry point class 'com.example.NoSuchClass' was not found in the jar file.")]
    [InlineData("2.3.0", "run-again-while-running", FlinkProblem.JobExists, "Application has already been submitted.")]
    [InlineData("1.20.5", "run-again-while-running", FlinkProblem.JobExists, "Job has already been submitted.")]
    [InlineData("2.3.0", "resource-requirements-default-scheduler", FlinkProblem.NotSupported, "The DefaultScheduler does not support changing the parallelism")]
    [InlineData("1.15.4", "checkpoint-trigger", FlinkProblem.NotSupported, "Not found: /jobs/00112233445566778899aabbccddeeff/checkpoints")]
    [InlineData("1.15.4", "restore-claimMode-NO_CLAIM", FlinkProblem.BadRequest, "Request did not match expected format JarRunRequestBody.")]
    [InlineData("2.3.0", "unknown-path", FlinkProblem.NotSupported, "Unable to load requested file")]
    public void An_error_is_known_by_the_exception_that_it_names(string version, string capture, FlinkProblem problem, string said)
    {
        var failure = Of(Exchange.Of(version, capture));
        Assert.True(problem == failure.Problem && failure.Message.Contains(said, StringComparison.Ordinal), $"{failure.Problem}: {failure.Message}");
        Assert.Equal(FlinkOutcome.NotDone, failure.Outcome);
        Assert.False(failure.IsTransient);
        Assert.DoesNotContain("\n", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("org.apache", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("election")]
    [InlineData("election-config")]
    [InlineData("leader-unreachable")]
    public void What_was_refused_for_want_of_a_leader_was_not_done_and_may_go_better(string capture)
    {
        var failure = Of(Exchange.Of("2.3.0", capture));
        Assert.Equal((FlinkProblem.NotReached, FlinkOutcome.NotDone, true), (failure.Problem, failure.Outcome, failure.IsTransient));
    }

    [Theory]
    [InlineData("jar-run-no-entry-class")]
    [InlineData("jar-run-bad-entry-class")]
    public void That_a_jar_names_no_class_is_not_the_programs_word(string capture) => Assert.Contains("-EntryClass", Of(Exchange.Of("2.3.0", capture)).Hint, StringComparison.Ordinal);

    [Fact]
    public void A_job_that_is_just_taken_over_can_be_asked_a_moment_later() => Assert.True(Of(new("GET /jobs/x/checkpoints", 500,
        """{"errors":["Internal server error.","<Exception on server side:\norg.apache.flink.runtime.dispatcher.UnavailableDispatcherOperationException: Unable to get JobMasterGateway for initializing job. The requested operation is not available while the JobManager is initializing.\n"]}""")).IsTransient);

    [Theory]
    [InlineData(500, """{"errors":["Internal server error.","<Exception on server side:\norg.apache.pekko.pattern.AskTimeoutException: Invocation of [X] timed out.\n\tat a.B.c(D.java:1)"]}""", FlinkProblem.Timeout)]
    [InlineData(500, """{"errors":["Internal server error."]}""", FlinkProblem.ServerError)]
    [InlineData(500, "", FlinkProblem.ServerError)]
    [InlineData(502, "<html>", FlinkProblem.NotReached)]
    [InlineData(503, """{"errors":[17]}""", FlinkProblem.ServerError)]
    public void Of_what_the_server_could_not_finish_nobody_knows_whether_it_was_done(int status, string body, FlinkProblem problem)
    {
        var failure = Of(new("POST /jobs/x/stop", status, body));
        Assert.Equal((problem, FlinkOutcome.Unknown), (failure.Problem, failure.Outcome));
    }

    [Theory]
    [InlineData(401, "<html>Sign in</html>", FlinkProblem.Denied)]
    [InlineData(403, "", FlinkProblem.Denied)]
    [InlineData(404, "<html>no such site</html>", FlinkProblem.ForeignAnswer)]
    [InlineData(302, "", FlinkProblem.ForeignAnswer)]
    public void A_proxy_speaks_by_its_status(int status, string body, FlinkProblem problem) => Assert.Equal(problem, Of(new("GET /config", status, body)).Problem);

    [Fact]
    public void The_cause_of_a_stack_is_its_last_in_one_line()
    {
        var stack = "java.lang.Exception: outer\n\tat a.B.c(D.java:1)\nCaused by: java.lang.RuntimeException: middle\n\t... 3 more\nCaused by: java.io.FileNotFoundException: Cannot find /sp/x\n\tat e.F.g(H.java:2)\n";
        Assert.Equal("FileNotFoundException: Cannot find /sp/x", ServerError.Cause(stack));
        Assert.Equal(601, ServerError.Cause("x: " + new string('y', 5000)).Length);
        Assert.Equal("", ServerError.Cause(""));
    }

    private static FlinkException Of(Exchange exchange) =>
        ServerError.Of(new(Server, (System.Net.HttpStatusCode)exchange.Status, System.Text.Encoding.UTF8.GetBytes(exchange.Body)), new FlinkCall(HttpMethod.Get, exchange.Path));
}
