using System.Management.Automation;
using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Sql;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Runs statements of Flink SQL through a SQL gateway, and writes the rows of queries as they come.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "FlinkSql", DefaultParameterSetName = StatementSet, SupportsShouldProcess = true)]
[OutputType(typeof(FlinkSqlRow))]
public sealed class InvokeFlinkSqlCommand : FlinkZkCmdlet
{
    private const string StatementSet = "Statement";
    private const string PathSet = "Path";

    private static readonly TimeSpan AfterStop = TimeSpan.FromMilliseconds(400);

    private string _piped = "";
    private bool _hasFailed;

    /// <summary>Statements, divided by semicolons. Down the pipeline they may come in any pieces, such as the lines of a file.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = StatementSet)]
    [ArgumentCompleter(typeof(SqlCompleter))]
    [AllowEmptyString]
    public string[] Statement { get; set; } = [];

    /// <summary>Files with statements, in UTF-8.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = PathSet)]
    [Alias("FullName")]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>The session; without it the runspace's last one is used.</summary>
    [Parameter]
    [SqlSessionArgument]
    [ValidateNotNull]
    public FlinkSqlSession? SqlSession { get; set; }

    /// <summary>Runs the statements in batch mode, whatever the session says: queries end, and their rows do not change.</summary>
    [Parameter]
    public SwitchParameter Bounded { get; set; }

    /// <summary>Writes a query's result when it has ended, or at the timeout: the table that its changes make, not the changes.</summary>
    [Parameter]
    public SwitchParameter AsTable { get; set; }

    /// <summary>Ends a query after this time: what has come by then is its result. Any other statement has to be done by then. Without it, a query runs to its end.</summary>
    [Parameter]
    public Duration Timeout { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        foreach (var path in Path)
            ForTarget(path, () => RunAll(SqlScript.Split(File.ReadAllText(RegularFile.Check(FullPath(path)))), $"'{path}', "));
        if (!MyInvocation.ExpectingInput)
        {
            foreach (var script in Statement)
                ForTarget(script, () => RunAll(SqlScript.Split(script), ""));
            return;
        }
        foreach (var piece in Statement)
        {
            if (_hasFailed)
                return;
            _piped += piece + "\n";
            var statements = SqlScript.Split(_piped, out var rest);
            if (statements.Count == 0)
                continue;
            // The lines that are done stay as blank ones: errors name lines of the whole.
            _piped = rest?.Text ?? new string('\n', _piped.Count(c => c == '\n'));
            ForTarget(piece, () => RunAll(statements, ""));
        }
    }

    /// <inheritdoc/>
    protected override void End()
    {
        if (_hasFailed || !MyInvocation.ExpectingInput || _piped.Trim().Length == 0)
            return;
        Target = _piped.Trim();
        RunAll(SqlScript.Split(_piped), "");
    }

    private void RunAll(IReadOnlyList<SqlStatement> statements, string where)
    {
        for (var at = 0; at < statements.Count; at++)
        {
            try
            {
                Run(statements[at]);
            }
            catch (FlinkException e) when (e.Problem == FlinkProblem.SqlFailed)
            {
                _hasFailed = true;
                var place = statements.Count == 1 && where.Length == 0 ? "" : $"{where}line {statements[at].Line}{(statements[at].Title.Length == 0 ? "" : ", " + statements[at].Title)}: ";
                var left = statements.Count - at - 1;
                throw new FlinkZkException("FlinkSqlFailed", ErrorCategory.InvalidOperation, place + e.Message, left == 0 ? "The statement is at fault, or what it works on; the gateway's log says more." : $"The {(left == 1 ? "statement" : $"{left} statements")} behind it {(left == 1 ? "was" : "were")} not run.", e);
            }
            catch
            {
                _hasFailed = true;
                throw;
            }
        }
    }

    private void Run(SqlStatement statement)
    {
        var session = Active;
        if (!ShouldProcess(session.ToString(), $"Run {statement.Title}, line {statement.Line}"))
            return;
        using var deadline = new CancellationTokenSource(MyInvocation.BoundParameters.ContainsKey(nameof(Timeout)) ? Timeout.Value : System.Threading.Timeout.InfiniteTimeSpan);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, StopToken);
        SqlResult? result = null;
        var rows = new SqlRows(AsTable, row => WriteObject(row.ToOutput()));
        var waiting = new SqlWaiting($"{statement.Title}, line {statement.Line}", WriteProgress);
        try
        {
            result = Wait(async _ => await session.Session.ExecuteAsync(statement.Text, Bounded, AsTable, end.Token).ConfigureAwait(false));
            Pump(_ => result.PagesAsync(end.Token), page => Take(result, rows, page, waiting));
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !StopToken.IsCancellationRequested)
        {
            if (result is not { IsQuery: true })
                throw new FlinkZkException("FlinkSqlTimeout", ErrorCategory.OperationTimeout, $"{statement.Title}, line {statement.Line}, had not answered after {Timeout}.", "Whether it was carried out is not known: look before it is repeated. -Timeout waits longer.");
        }
        finally
        {
            waiting.Something();
            if (result is not null)
                Close(result);
        }
        rows.End();
    }

    private void Take(SqlResult result, SqlRows rows, IReadOnlyList<SqlRow> page, SqlWaiting waiting)
    {
        if (page.Count == 0)
        {
            waiting.Nothing(rows.Count);
            return;
        }
        waiting.Something();
        if (!result.HasContent)
            return;
        if (rows.Count == 0 && result.IsPlain)
            WriteWarning("A map has keys that are no strings, which the gateway cannot write as JSON: maps, arrays, rows, bytes and times of the local zone come as text.");
        rows.Take(result.Columns, page);
    }

    // A query that is left before its end runs on, and its job with it, until it is closed: Select-Object -First and Ctrl+C come here as well.
    private void Close(SqlResult result)
    {
        var closing = Task.Run(result.CloseAsync);
        try
        {
            closing.Wait(StopToken);
        }
        catch (OperationCanceledException)
        {
            closing.Wait(AfterStop);
        }
    }

    private FlinkSqlSession Active
    {
        get
        {
            const string How = "New-FlinkSqlSession http://gateway:8083 opens one.";
            var session = SqlSession ?? RunspaceSqlSessions.Current.Default
                ?? throw new FlinkZkException("FlinkSqlSessionMissing", ErrorCategory.ConnectionError, "There is no session of a Flink SQL gateway in this runspace.", How + " A thread job takes the caller's: -SqlSession $using:sql.");
            return session.State == FlinkSqlSessionState.Closed
                ? throw new FlinkZkException("FlinkSqlSessionMissing", ErrorCategory.ConnectionError, $"The SQL session {session} is closed.", How)
                : session;
        }
    }
}
