using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using FlinkZk.Clusters.Model;

namespace FlinkZk.Clusters.Http;

/// <summary>
/// What an answer that is an error means. Flink's statuses say little: a job that is not known is 404 here and 500 there, and both temporary and final refusals are
/// 503. What counts is the exception that its text names.
/// <code>
/// {"errors": ["message, or a stack", "&lt;Exception on server side: a stack"]}
/// </code>
/// </summary>
internal static partial class ServerError
{
    private const int MaxMessage = 600;

    // In this order: the first whose mark the text has.
    private static readonly (string Mark, FlinkProblem Problem, FlinkOutcome Outcome, bool IsTransient)[] Known =
    [
        // Of the SQL gateway: whatever exception stands below is the statement's.
        ("Could not map response to JSON", FlinkProblem.SqlResultNotJson, FlinkOutcome.Done, false),
        ("org.apache.flink.table.gateway.", FlinkProblem.SqlFailed, FlinkOutcome.Unknown, false),
        ("ongoing leader election", FlinkProblem.NotReached, FlinkOutcome.NotDone, true),
        ("RecipientUnreachableException", FlinkProblem.NotReached, FlinkOutcome.NotDone, true),
        // A job that a leader has just taken over.
        ("while the JobManager is initializing", FlinkProblem.NotReached, FlinkOutcome.NotDone, true),
        ("AskTimeoutException", FlinkProblem.Timeout, FlinkOutcome.Unknown, true),
        ("java.util.concurrent.TimeoutException", FlinkProblem.Timeout, FlinkOutcome.Unknown, true),
        ("DuplicateJobSubmissionException", FlinkProblem.JobExists, FlinkOutcome.NotDone, false),
        ("DuplicateApplicationSubmissionException", FlinkProblem.JobExists, FlinkOutcome.NotDone, false),
        ("FlinkJobNotFoundException", FlinkProblem.JobNotFound, FlinkOutcome.NotDone, false),
        ("Job could not be found.", FlinkProblem.JobNotFound, FlinkOutcome.NotDone, false),
        ("FlinkJobTerminatedWithoutCancellationException", FlinkProblem.JobEnded, FlinkOutcome.NotDone, false),
        ("already reached another terminal state", FlinkProblem.JobEnded, FlinkOutcome.NotDone, false),
        ("UnknownTaskExecutorException", FlinkProblem.TaskManagerNotFound, FlinkOutcome.NotDone, false),
        ("There is no savepoint operation with triggerId", FlinkProblem.TriggerNotFound, FlinkOutcome.NotDone, false),
        ("There is no checkpoint operation with triggerId", FlinkProblem.TriggerNotFound, FlinkOutcome.NotDone, false),
        ("Operation not found under key", FlinkProblem.TriggerNotFound, FlinkOutcome.NotDone, false),
        ("savepoint-dir] is not set", FlinkProblem.SavepointFolderMissing, FlinkOutcome.NotDone, false),
        ("savepoints.dir] is not set", FlinkProblem.SavepointFolderMissing, FlinkOutcome.NotDone, false),
        ("ProgramInvocationException", FlinkProblem.ProgramFailed, FlinkOutcome.NotDone, false),
        ("Rescaling is temporarily disabled", FlinkProblem.NotSupported, FlinkOutcome.NotDone, false),
        ("UnsupportedOperationException", FlinkProblem.NotSupported, FlinkOutcome.NotDone, false),
    ];

    public static FlinkException Of(FlinkAnswer answer, FlinkCall call)
    {
        // A program that cannot read its arguments says all of them (ParameterTool).
        string[] texts = [.. Texts(answer.Body.Span).Select(call.Shown)];
        var text = string.Join('\n', texts);
        var (problem, outcome, isTransient) = Judge(answer.Status, text);
        var said = texts.Length > 0 ? Shortest(texts) : IsRedirect(answer.Status) ? $"{(int)answer.Status}, which is no word of Flink's: a proxy points{Target(answer.Location)}" : $"{(int)answer.Status} and no word of Flink's";
        // What is wrong with a statement has nothing to do with the request that brought it to light.
        var message = problem is FlinkProblem.SqlFailed or FlinkProblem.SqlSessionNotFound or FlinkProblem.SqlResultNotJson ? SqlCause.Of(texts[^1]) : $"{call.Method} {new Uri(answer.Endpoint.Address, call.Path)}: {said}";
        return new(problem, outcome, message)
        {
            Address = answer.Endpoint.Address,
            Status = answer.Status,
            ServerText = text.Length == 0 ? null : text,
            IsTransient = isTransient,
            HowToSee = texts.Length == 0 && IsRedirect(answer.Status) ? "What stands in front of Flink wants another address, or to know who you are: Connect-Flink with that address, or with -Credential or -Token. No redirect is followed, for credentials would go along." : null,
            Hint = Hint(text),
        };
    }

    private static bool IsRedirect(HttpStatusCode status) => (int)status is >= 300 and < 400;

    private static string Target(Uri? location) => location is null ? " elsewhere, without saying where" : $" to {RestAddress.Shown(location.OriginalString)}";

    private static string? Hint(string text) =>
        text.Contains("ongoing leader election", StringComparison.Ordinal) ? "The JobManager is there, and none leads: try again in a moment, or give Connect-Flink a longer -Timeout. Test-FlinkHa says what is wrong with a cluster where it stays so."
        : text.Contains("Neither a 'Main-Class', nor a 'program-class' entry", StringComparison.Ordinal) ? "The jar names no class with a main method: -EntryClass names it."
        : text.Contains("program's entry point class", StringComparison.Ordinal) ? "Name the class with the main method by -EntryClass, with its package."
        : null;

    /// <summary>The last cause of a stack, without the names of Java's packages.</summary>
    public static string Cause(string stack)
    {
        var cause = "";
        foreach (var line in stack.Split('\n'))
        {
            var trimmed = line.Trim();
            if (trimmed.Length == 0 || trimmed.StartsWith("at ", StringComparison.Ordinal) || trimmed.StartsWith('[') || trimmed.StartsWith("<Exception on", StringComparison.Ordinal) || trimmed.StartsWith("...", StringComparison.Ordinal))
                continue;
            var isCause = trimmed.StartsWith("Caused by: ", StringComparison.Ordinal);
            if ((isCause || cause.Length == 0) && Bare(isCause ? trimmed["Caused by: ".Length..] : trimmed) is { Length: > 0 } bare)
                cause = bare;
        }
        return cause.Length > MaxMessage ? cause[..MaxMessage] + "…" : cause;
    }

    private static (FlinkProblem, FlinkOutcome, bool) Judge(HttpStatusCode status, string text)
    {
        if (SqlSessionMissing().IsMatch(text))
            return (FlinkProblem.SqlSessionNotFound, FlinkOutcome.NotDone, false);
        foreach (var (mark, problem, outcome, isTransient) in Known)
        {
            if (text.Contains(mark, StringComparison.Ordinal))
                return (problem, outcome, isTransient);
        }
        if (JobMissing().IsMatch(text))
            return (FlinkProblem.JobNotFound, FlinkOutcome.NotDone, false);
        if (JarMissing().IsMatch(text))
            return (FlinkProblem.JarNotFound, FlinkOutcome.NotDone, false);
        return (int)status switch
        {
            401 or 403 or 407 => (FlinkProblem.Denied, FlinkOutcome.NotDone, false),
            404 or >= 300 and < 400 when text.Length == 0 => (FlinkProblem.ForeignAnswer, FlinkOutcome.NotDone, false),
            404 or 405 => (FlinkProblem.NotSupported, FlinkOutcome.NotDone, false),
            413 or >= 400 and < 500 or >= 300 and < 400 => (FlinkProblem.BadRequest, FlinkOutcome.NotDone, false),
            // Of a proxy that reaches nobody behind it; what it sent on may have been carried out.
            502 or 504 => (FlinkProblem.NotReached, FlinkOutcome.Unknown, true),
            _ => (FlinkProblem.ServerError, FlinkOutcome.Unknown, false),
        };
    }

    private static string[] Texts(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            using var document = JsonDocument.ParseValue(ref reader);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Array
                ? [.. errors.EnumerateArray().Where(error => error.ValueKind == JsonValueKind.String).Select(error => error.GetString()!)]
                : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    // "Internal server error." stands in front of the stack that says which.
    private static string Shortest(string[] texts) => texts.Select(Cause).LastOrDefault(cause => cause.Length > 0) ?? texts[0];

    private static string Bare(string line)
    {
        var name = "";
        while (Exception().Match(line) is { Success: true } match)
        {
            name = match.Groups["flink"].Success ? "" : match.Groups["name"].Value;
            line = line[match.Length..];
        }
        return name.Length == 0 || line.Length == 0 ? line : $"{name}: {line}";
    }

    [GeneratedRegex(@"^(?<flink>org\.apache\.flink\.)?([\w$]+\.)+(?<name>[\w$]+(Exception|Error|Throwable))(: |$)", RegexOptions.ExplicitCapture)]
    private static partial Regex Exception();

    [GeneratedRegex("Session '[0-9a-f-]{36}' does not exist")]
    private static partial Regex SqlSessionMissing();

    [GeneratedRegex("Job [0-9a-f]{32} not found")]
    private static partial Regex JobMissing();

    [GeneratedRegex(@"Jar file \S+ does not exist|File \S+ does not exist in \S*upload")]
    private static partial Regex JarMissing();
}
