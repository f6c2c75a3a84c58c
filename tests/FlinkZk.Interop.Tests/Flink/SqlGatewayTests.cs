using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Rest;
using FlinkZk.Clusters.Sql;
using FlinkZk.Testing;

namespace FlinkZk.Interop.Tests;

/// <summary>Statements run on a real Flink through its SQL gateway, and a query's job ends with the query.</summary>
public sealed class SqlGatewayTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);

    private readonly string _folder = Directory.CreateTempSubdirectory("flinkzk-sql-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Queries_give_their_rows_and_end_with_their_jobs()
    {
        if (FlinkHome.Find() is not { HasSqlGateway: true } home)
        {
            Assert.Skip(FlinkHome.SkipReason);
            return;
        }
        using var zookeeper = new ZooKeeperProcess(FreePort.Next(), _folder);
        await zookeeper.StartAsync(Cancel);
        using var cluster = await TrialFlink.CreateAsync(home, zookeeper.ConnectionString, _folder, TimeSpan.FromSeconds(6), 1000, Cancel);
        var manager = cluster.StartJobManager();
        cluster.StartTaskManager();
        using var process = new SqlGatewayProcess(home, manager, _folder);
        using var client = new FlinkClient(new() { Endpoints = FlinkEndpoints.Of([new($"http://127.0.0.1:{manager.RestPort}")]), Timeout = Deadline });
        using var gateway = await SqlGateway.ConnectAsync(new() { Endpoints = FlinkEndpoints.Of([process.Address]), Timeout = Deadline, TryTimeout = TimeSpan.FromSeconds(15) }, Cancel);
        await Eventually.Async(async cancel => (await client.TaskManagersAsync(cancel)).Count == 1, Deadline, "the TaskManager is registered", Cancel);
        await using var session = await gateway.OpenAsync("test", new Dictionary<string, string>(), Cancel);

        foreach (var statement in SqlScript.Split("""
            -- a source without end; two that end
            CREATE TABLE endless (n INT) WITH ('connector' = 'datagen', 'rows-per-second' = '100');
            CREATE TABLE orders (region INT, amount DECIMAL(10, 2)) WITH ('connector' = 'datagen', 'number-of-rows' = '20', 'fields.region.kind' = 'sequence', 'fields.region.start' = '1', 'fields.region.end' = '20');
            CREATE TABLE nowhere (region INT) WITH ('connector' = 'blackhole');
            """))
            Assert.Equal(["OK"], (await RowsAsync(session, statement.Text)).Single().Values);

        // Rows, changes, and the table that they make.
        const string Counts = "SELECT region > 10 AS high, COUNT(*) AS n FROM orders GROUP BY region > 10";
        var changes = await RowsAsync(session, Counts);
        Assert.Contains(changes, row => row.Kind == SqlRowKind.UpdateBefore);
        var table = new SqlTable();
        foreach (var row in changes)
            table.Apply(row);
        var batch = await RowsAsync(session, Counts, isBounded: true);
        Assert.All(batch, row => Assert.Equal(SqlRowKind.Insert, row.Kind));
        Assert.Equal(Told(batch), Told([.. table.Rows]));
        Assert.Equal("False 10|True 10", Told(batch));

        // Types, the odd ones among them, and a map that JSON cannot have.
        var types = (await RowsAsync(session, "SELECT CAST(30 AS DECIMAL(10, 2)), TIMESTAMP '2024-02-29 12:34:56.789', MAP['a', 1], ROW(1, CAST(NULL AS STRING)), x'00ff', TRUE")).Single().Values;
        Assert.Equal(["30.00", new DateTime(2024, 2, 29, 12, 34, 56, 789), new byte[] { 0, 255 }, true], [$"{types[0]}", types[1], types[4], types[5]]);
        Assert.Equal("{1=2}", (await RowsAsync(session, "SELECT MAP[1, 2]")).Single().Values[0]);

        // Errors count the lines of the script.
        var failure = await Assert.ThrowsAsync<FlinkException>(() => RowsAsync(session, SqlScript.Split("SHOW TABLES;\nSELECT *\nFROM nosuch;")[1].Text));
        Assert.Equal((FlinkProblem.SqlFailed, "From line 3, column 6 to line 3, column 11: Object 'nosuch' not found"), (failure.Problem, failure.Message));
        Assert.Contains("default_catalog.default_database.orders", await session.CompleteAsync("SELECT * FROM o", 15, Cancel));

        // A query without end, and its job.
        var query = await session.ExecuteAsync("SELECT * FROM endless", cancellationToken: Cancel);
        await foreach (var page in query.PagesAsync(Cancel))
        {
            if (page.Count > 0)
                break;
        }
        Assert.Equal("RUNNING", await client.StateAsync(query.JobId!, Cancel));
        await query.CloseAsync();
        await Eventually.Async(async cancel => await client.StateAsync(query.JobId!, cancel) == "CANCELED", Deadline, "the query's job has ended", Cancel);

        // A statement set is one job, and goes on without its session.
        var set = SqlScript.Split("BEGIN STATEMENT SET; INSERT INTO nowhere SELECT n FROM endless; INSERT INTO nowhere SELECT n + 1 FROM endless; END;").Single();
        var inserted = (string)(await RowsAsync(session, set.Text)).Single().Values[0]!;
        await session.CloseAsync(Cancel);
        await Eventually.Async(async cancel => await client.StateAsync(inserted, cancel) == "RUNNING", Deadline, "the job of the INSERT runs", Cancel);
    }

    private static string Told(IReadOnlyList<SqlRow> rows) => string.Join('|', rows.Select(row => string.Join(' ', row.Values)).Order(StringComparer.Ordinal));

    private static async Task<IReadOnlyList<SqlRow>> RowsAsync(SqlSession session, string statement, bool isBounded = false)
    {
        var result = await session.ExecuteAsync(statement, isBounded, keepsWritten: true, Cancel);
        var rows = new List<SqlRow>();
        try
        {
            await foreach (var page in result.PagesAsync(Cancel))
                rows.AddRange(page);
        }
        finally
        {
            await result.CloseAsync();
        }
        return rows;
    }
}
