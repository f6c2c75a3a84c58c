using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace FlinkZk.Testing;

/// <summary>
/// Flink's SQL gateway with a table <c>orders</c> whose rows it counts by region, a table <c>endless</c> that has ever more rows, and no others. Everything else that is a
/// statement succeeds, and an INSERT has a job.
/// </summary>
public sealed class FakeSqlGateway : IAsyncDisposable, IDisposable
{
    private const string Job = "0123456789abcdef0123456789abcdef";

    private readonly HttpPeer _peer;
    private readonly object _gate = new();
    private readonly List<string> _sessions = [];
    private readonly Dictionary<string, Operation> _operations = [];
    private readonly List<string> _statements = [];

    /// <summary>Starts one.</summary>
    public FakeSqlGateway() => _peer = new((request, reply) =>
    {
        var (status, body) = Answer(request);
        return reply.SendAsync(status, body);
    });

    /// <summary>Where it listens.</summary>
    public Uri Address => _peer.Address;

    /// <summary>What was asked so far.</summary>
    public IReadOnlyList<HttpAsk> Requests => _peer.Requests;

    /// <summary>The versions that it speaks.</summary>
    public IReadOnlyList<string> Versions { get; set; } = ["V1", "V2", "V3", "V4"];

    /// <summary>Text that stands in rows.</summary>
    public string Text { get; set; } = "north";

    /// <summary>The statements that came, without the blanks in front.</summary>
    public IReadOnlyList<string> Statements
    {
        get
        {
            lock (_gate)
                return [.. _statements];
        }
    }

    /// <summary>How many sessions are open.</summary>
    public int Sessions
    {
        get
        {
            lock (_gate)
                return _sessions.Count;
        }
    }

    /// <summary>How many operations have not been closed.</summary>
    public int Operations
    {
        get
        {
            lock (_gate)
                return _operations.Count;
        }
    }

    /// <summary>Forgets all sessions, as one that is started anew.</summary>
    public void Forget()
    {
        lock (_gate)
        {
            _sessions.Clear();
            _operations.Clear();
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _peer.DisposeAsync();

    /// <inheritdoc/>
    public void Dispose() => _peer.DisposeAsync().AsTask().GetAwaiter().GetResult();

    private (int Status, string Body) Answer(HttpAsk request)
    {
        var path = request.Path.Split('?')[0].Trim('/').Split('/');
        lock (_gate)
        {
            if ((request.Method, path) is ("GET", ["api_versions"]))
                return (200, JsonSerializer.Serialize(new { versions = Versions }));
            if ((request.Method, path) is ("GET", ["info"]))
                return (200, """{"productName":"Apache Flink","version":"2.3.0"}""");
            if (!Versions.Contains(path[0].ToUpperInvariant()))
                return (404, $$"""{"errors":["Not found: {{request.Path}}"]}""");
            return (request.Method, path[1..]) switch
            {
                ("POST", ["sessions"]) => Open(),
                (_, ["sessions", var session, ..]) when !_sessions.Contains(session) => Failure($"org.apache.flink.table.gateway.api.utils.SqlGatewayException: Session '{session}' does not exist."),
                ("DELETE", ["sessions", var session]) => Close(session),
                ("POST", ["sessions", _, "heartbeat"]) => (200, "{}"),
                ("GET", ["sessions", _, "complete-statement"]) when path[0] != "v1" => (200, """{"candidates":["SUM","default_catalog.default_database.orders","region"]}"""),
                ("POST", ["sessions", var session, "statements"]) => Submit(session, request.Body),
                ("GET", ["sessions", _, "operations", var operation, "result", var token]) => Page(path[0], path[2], operation, long.Parse(token, CultureInfo.InvariantCulture), request.Path.Contains("PLAIN_TEXT", StringComparison.Ordinal)),
                ("DELETE", ["sessions", _, "operations", var operation, "close"]) => End(operation),
                _ => (404, $$"""{"errors":["Not found: {{request.Path}}"]}"""),
            };
        }
    }

    private (int, string) Open()
    {
        _sessions.Add(Guid.NewGuid().ToString());
        return (200, $$"""{"sessionHandle":"{{_sessions[^1]}}"}""");
    }

    private (int, string) Close(string session)
    {
        _sessions.Remove(session);
        foreach (var (handle, _) in _operations.Where(pair => pair.Value.Session == session).ToArray())
            _operations.Remove(handle);
        return (200, """{"status":"CLOSED"}""");
    }

    private (int, string) End(string operation)
    {
        _operations.Remove(operation);
        return (200, """{"status":"CLOSED"}""");
    }

    private (int, string) Submit(string session, string body)
    {
        using var asked = JsonDocument.Parse(body);
        var statement = asked.RootElement.GetProperty("statement").GetString()!;
        _statements.Add(statement.TrimStart());
        var handle = Guid.NewGuid().ToString();
        _operations.Add(handle, new(session, statement, body.Contains("\"batch\"", StringComparison.Ordinal)));
        return (200, $$"""{"operationHandle":"{{handle}}"}""");
    }

    private (int, string) Page(string version, string session, string handle, long token, bool isPlain)
    {
        if (!_operations.TryGetValue(handle, out var operation))
            return Failure($"org.apache.flink.table.gateway.service.utils.SqlExecutionException: Can not find the submitted operation in the OperationManager with the {handle}.");
        var next = string.Create(CultureInfo.InvariantCulture, $"/{version}/sessions/{session}/operations/{handle}/result/{{0}}{(isPlain ? "?rowFormat=PLAIN_TEXT" : version == "v1" ? "" : "?rowFormat=JSON")}");
        if (!operation.WasAsked)
        {
            operation.WasAsked = true;
            return (200, $$"""{"resultType":"NOT_READY","nextResultUri":"{{string.Format(CultureInfo.InvariantCulture, next, token)}}"}""");
        }
        var words = operation.Statement.Trim();
        return words.StartsWith("SELECT", StringComparison.OrdinalIgnoreCase) ? Rows(operation, words, token, next, isPlain)
            : words.StartsWith("INSERT", StringComparison.OrdinalIgnoreCase) || words.StartsWith("EXECUTE", StringComparison.OrdinalIgnoreCase) ? Whole(token, next, "SUCCESS_WITH_CONTENT", Job, ["job id"], [[Job]])
            : words.StartsWith("SHOW TABLES", StringComparison.OrdinalIgnoreCase) ? Whole(token, next, "SUCCESS_WITH_CONTENT", null, ["table name"], [["endless"], ["orders"]])
            : words.StartsWith("SELEC", StringComparison.OrdinalIgnoreCase) ? Failure("org.apache.flink.table.api.SqlParserException: SQL parse failed. Non-query expression encountered in illegal context")
            : Whole(token, next, "SUCCESS", null, ["result"], [["OK"]]);
    }

    private (int, string) Rows(Operation operation, string words, long token, string next, bool isPlain)
    {
        if (Regex.Match(words, @"FROM\s+(\w+)", RegexOptions.IgnoreCase) is not { Success: true } match)
            return !isPlain ? (500, """{"errors":["Internal server error. Could not map response to JSON."]}""")
                : Result(token, next, isQuery: true, "SUCCESS_WITH_CONTENT", Job, """[{"name":"x","logicalType":{"type":"MAP","nullable":false,"keyType":{"type":"INTEGER","nullable":false},"valueType":{"type":"INTEGER","nullable":false} } },{"name":"y","logicalType":{"type":"INTEGER","nullable":false} }]""", token == 0 ? """[{"kind":"INSERT","fields":["{1=2}","1"]}]""" : "[]", isLast: token > 0, "PLAIN_TEXT");
        if (match.Groups[1].Value == "endless")
            return Result(token, next, isQuery: true, "SUCCESS_WITH_CONTENT", Job, """[{"name":"n","logicalType":{"type":"BIGINT","nullable":true} }]""", string.Create(CultureInfo.InvariantCulture, $$"""[{"kind":"INSERT","fields":[{{token}}]}]"""), isLast: false);
        if (match.Groups[1].Value != "orders")
        {
            var line = operation.Statement[..operation.Statement.IndexOf(match.Value, StringComparison.Ordinal)].Count(c => c == '\n') + 1;
            return Failure(
                $"org.apache.calcite.runtime.CalciteContextException: From line {line}, column 15 to line {line}, column 20: Object '{match.Groups[1].Value}' not found",
                $"org.apache.calcite.sql.validate.SqlValidatorException: Object '{match.Groups[1].Value}' not found");
        }
        const string Columns = """[{"name":"region","logicalType":{"type":"VARCHAR","nullable":true,"length":2147483647} },{"name":"orders","logicalType":{"type":"BIGINT","nullable":false} },{"name":"revenue","logicalType":{"type":"DECIMAL","nullable":true,"precision":10,"scale":2} },{"name":"last","logicalType":{"type":"TIMESTAMP_WITHOUT_TIME_ZONE","nullable":true,"precision":3} }]""";
        var region = FakeFlink.Quoted(Text);
        var updated = $$"""[{"kind":"INSERT","fields":[{{region}},2,3E+1,"2026-01-01T12:00:05"]},{"kind":"INSERT","fields":["south",1,7.75,"2026-01-01T12:00:07.5"]}]""";
        var changes = $$"""[{"kind":"INSERT","fields":[{{region}},1,10.5,"2026-01-01T12:00:00"]},{"kind":"UPDATE_BEFORE","fields":[{{region}},1,10.5,"2026-01-01T12:00:00"]},{"kind":"UPDATE_AFTER","fields":[{{region}},2,3E+1,"2026-01-01T12:00:05"]},{"kind":"INSERT","fields":["south",1,7.75,"2026-01-01T12:00:07.5"]}]""";
        // The first page of a query tells its columns, and has no rows.
        return Result(token, next, isQuery: true, "SUCCESS_WITH_CONTENT", Job, Columns, token == 1 ? operation.IsBatch ? updated : changes : "[]", isLast: token > 1);
    }

    private static (int, string) Whole(long token, string next, string kind, string? job, string[] columns, string[][] rows) =>
        Result(token, next, isQuery: false, kind, job, JsonSerializer.Serialize(columns.Select(name => new { name, logicalType = new { type = "VARCHAR", nullable = true, length = int.MaxValue } })),
            token == 0 ? JsonSerializer.Serialize(rows.Select(row => new { kind = "INSERT", fields = row })) : "[]", isLast: token > 0);

    private static (int, string) Result(long token, string next, bool isQuery, string kind, string? job, string columns, string data, bool isLast, string format = "JSON") => (200, string.Create(CultureInfo.InvariantCulture,
        $$"""{"resultType":"{{(isLast ? "EOS" : "PAYLOAD")}}","isQueryResult":{{(isQuery ? "true" : "false")}},{{(job is null ? "" : $"\"jobID\":\"{job}\",")}}"resultKind":"{{kind}}","results":{"columns":{{columns}},"rowFormat":"{{format}}","data":{{data}} }{{(isLast ? "" : $",\"nextResultUri\":\"{string.Format(CultureInfo.InvariantCulture, next, token + 1)}\"")}} }"""));

    private static (int, string) Failure(params string[] causes) => (500, JsonSerializer.Serialize(new
    {
        errors = new[]
        {
            "Internal server error.",
            "<Exception on server side:\norg.apache.flink.table.gateway.api.utils.SqlGatewayException: Failed to fetchResults.\n\tat org.apache.flink.table.gateway.rest.handler.statement.FetchResultsHandler.handleRequest(FetchResultsHandler.java:91)\n"
            + string.Concat(causes.Select(cause => $"Caused by: {cause}\n\t... 7 more\n")) + "\nEnd of exception on server side>",
        },
    }));

    private sealed record Operation(string Session, string Statement, bool IsBatch)
    {
        public bool WasAsked { get; set; }
    }
}
