using System.Diagnostics;
using System.Management.Automation;
using FlinkZk.Testing;

namespace FlinkZk.Module.Tests;

/// <summary>Flink SQL at the prompt, against a gateway with a table or two.</summary>
public sealed class SqlCmdletTests : IDisposable
{
    private readonly FakeSqlGateway _gateway = new();
    private readonly ModuleSession _session = new();

    public SqlCmdletTests() => _session.Run("$sql = New-FlinkSqlSession $args[0]", _gateway.Address);

    public void Dispose()
    {
        _session.Dispose();
        _gateway.Dispose();
    }

    [Theory]
    [InlineData("Invoke-FlinkSql 'SELECT 1 FROM orders; SHOW TABLES'", "SELECT 1 FROM orders|SHOW TABLES")]
    [InlineData("Invoke-FlinkSql 'SHOW TABLES', 'SHOW TABLES;'", "SHOW TABLES|SHOW TABLES")]
    [InlineData("'SHOW', 'TABLES; SET x', '= 1' | Invoke-FlinkSql", "SHOW\nTABLES|SET x\n= 1")]
    [InlineData("'', '-- none', ';' | Invoke-FlinkSql", "")]
    [InlineData("'BEGIN STATEMENT SET;', 'INSERT INTO a SELECT 1;', 'END;' | Invoke-FlinkSql", "EXECUTE STATEMENT SET BEGIN\nINSERT INTO a SELECT 1;\nEND")]
    public void Statements_come_in_any_pieces(string script, string statements)
    {
        _session.Run($"$null = {script}");
        Assert.Equal(statements, string.Join('|', _gateway.Statements));
        Assert.Equal(0, _gateway.Operations);
    }

    [Theory]
    [InlineData("Invoke-FlinkSql 'SELECT * FROM nosuch'", "FlinkSqlFailed", "From line 1, column 15 to line 1, column 20: Object 'nosuch' not found")]
    [InlineData("Invoke-FlinkSql \"SHOW TABLES;`n`nSELECT * FROM nosuch\"", "FlinkSqlFailed", "line 3, SELECT: From line 3, column 15 to line 3, column 20: Object 'nosuch' not found")]
    [InlineData("'SHOW TABLES;', '', 'SELECT * FROM nosuch;' | Invoke-FlinkSql", "FlinkSqlFailed", "From line 3, column 15 to line 3, column 20: Object 'nosuch' not found")]
    [InlineData("Invoke-FlinkSql 'SHOW TABLES' -SqlSession 4711", "ParameterArgumentTransformationError", null)]
    [InlineData("Get-FlinkSqlSession 4711", "FlinkSqlSessionNotFound", "There is no SQL session 4711 in this runspace.")]
    [InlineData("Remove-FlinkSqlSession; Invoke-FlinkSql 'SHOW TABLES'", "FlinkSqlSessionMissing", "There is no session of a Flink SQL gateway in this runspace.")]
    [InlineData("Remove-FlinkSqlSession; Invoke-FlinkSql 'SHOW TABLES' -SqlSession $sql", "FlinkSqlSessionMissing", null)]
    [InlineData("New-FlinkSqlSession http://127.0.0.1:1 -Timeout 300ms", "FlinkNotReached", null)]
    [InlineData("Invoke-FlinkSql -Path /nosuch.sql", "FileNotFound", null)]
    public void What_is_wrong_is_an_error(string script, string id, string? message)
    {
        var error = _session.Error(script);
        Assert.Equal(id, error.FullyQualifiedErrorId.Split(',')[0]);
        if (message is not null)
            Assert.Equal(message, error.ErrorDetails.Message.Split(" The statement")[0]);
    }

    [Fact]
    public void What_stands_behind_a_failure_is_not_run()
    {
        Assert.NotNull(_session.Error("'SHOW TABLES;', 'SELECT * FROM nosuch;', 'SET a = 1;', 'SET b = 1' | Invoke-FlinkSql"));
        Assert.Equal(2, _gateway.Statements.Count);
    }

    [Fact]
    public void A_session_that_the_gateway_lost_says_so()
    {
        _gateway.Forget();
        Assert.Equal("FlinkSqlSessionNotFound", _session.Error("Invoke-FlinkSql 'SHOW TABLES'").FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal("Lost", _session.One<string>("\"$($sql.State)\""));
        _session.Run("Remove-FlinkSqlSession");
    }

    [Theory]
    [InlineData("Invoke-FlinkSql 'SELECT * FROM endless' | Select-Object -First 2")]
    [InlineData("foreach ($i in 1) { Invoke-FlinkSql 'SELECT * FROM endless' | ForEach-Object { break } }")]
    [InlineData("Invoke-FlinkSql 'SELECT * FROM endless' -Timeout 200ms")]
    [InlineData("try { Invoke-FlinkSql 'SELECT * FROM endless' | ForEach-Object { throw 'x' } } catch { }")]
    public void A_query_ends_with_its_pipeline(string script)
    {
        _session.Run($"$null = {{ {script} }}.Invoke()");
        Assert.Equal(0, _gateway.Operations);
    }

    [Fact]
    public void A_query_ends_at_once_with_Ctrl_C()
    {
        using var shell = _session.Shell("Invoke-FlinkSql 'SELECT * FROM endless' | Out-Null");
        var running = shell.BeginInvoke();
        Assert.True(SpinWait.SpinUntil(() => _gateway.Requests.Count(request => request.Path.Contains("/result/", StringComparison.Ordinal)) > 3, TimeSpan.FromSeconds(20)));
        var clock = Stopwatch.StartNew();
        shell.Stop();
        Assert.InRange(clock.ElapsedMilliseconds, 0, 500);
        Assert.ThrowsAny<PipelineStoppedException>(() => shell.EndInvoke(running));
        Assert.Equal(0, _gateway.Operations);
    }

    [Fact]
    public void Sessions_end_with_their_runspace()
    {
        Assert.Equal(1, _gateway.Sessions);
        _session.Dispose();
        Assert.Equal(0, _gateway.Sessions);
    }

    [Fact]
    public void Columns_and_tables_are_completed()
    {
        Assert.Equal(["'SELECT region'"], _session.Complete("Invoke-FlinkSql 'SELECT re"));
        Assert.Equal(["'SHOW TABLES; SELECT 1 FROM default_catalog.default_database.orders'"], _session.Complete("Invoke-FlinkSql 'SHOW TABLES; SELECT 1 FROM o"));
        Assert.Contains("\"statement\":\"SELECT 1 FROM o\"", _gateway.Requests[^1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_that_differ_in_case_only_do_not_hide_each_other() =>
        Assert.Equal(["a", "A_2", "RowKind_2", "_"], SqlNamesOf("a", "A", "RowKind", ""));

    private string[] SqlNamesOf(params string[] names) => _session.All<string>(
        "$type = [FlinkZk.FlinkSqlRow].Assembly.GetType('FlinkZk.SqlNames'); $type.GetMethod('Distinct').Invoke($null, @([string[]]$args[0], [string[]]@('RowKind')))", (object)names).ToArray();
}
