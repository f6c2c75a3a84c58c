using System.Runtime.CompilerServices;
using System.Text.Json;
using FlinkZk.Clusters.Http;

namespace FlinkZk.Clusters.Sql;

/// <summary>
/// A statement under way, and its rows. A query runs until it is closed: its state is FINISHED as soon as rows can flow, and to cancel it is refused then; closing it ends its job.
/// </summary>
public sealed class SqlResult
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);

    // The first row is told a twentieth of the time later at most that it took to come.
    private const double Growth = 1.06;

    private static readonly TimeSpan ClosePatience = TimeSpan.FromSeconds(10);

    private readonly SqlSession _session;
    private readonly string _path;
    private readonly bool _keepsWritten;
    private string _format;

    internal SqlResult(SqlSession session, string handle, bool keepsWritten)
    {
        (_session, _path, _keepsWritten) = (session, $"{session.Path}/operations/{handle}", keepsWritten);
        _format = session.Gateway.ApiVersion < 2 ? "" : "?rowFormat=JSON";
    }

    /// <summary>Its columns; none before its first page.</summary>
    public IReadOnlyList<SqlColumn> Columns { get; private set; } = [];

    /// <summary>Whether it is a query, or something done at once.</summary>
    public bool IsQuery { get; private set; }

    /// <summary>Whether its rows say more than OK.</summary>
    public bool HasContent { get; private set; }

    /// <summary>The job that it runs as, or has started; null for none.</summary>
    public string? JobId { get; private set; }

    /// <summary>Whether values are text that Flink cannot write otherwise: a column is a map whose keys are no strings.</summary>
    public bool IsPlain => _format.EndsWith("PLAIN_TEXT", StringComparison.Ordinal);

    /// <summary>Its rows as they come, in pages. An empty one says that nothing came: at first, that there is no answer yet.</summary>
    /// <param name="cancellationToken">Ends the reading, not the query.</param>
    /// <exception cref="FlinkException">The statement failed, or its rows cannot be read.</exception>
    public async IAsyncEnumerable<IReadOnlyList<SqlRow>> PagesAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var pause = FirstPause;
        for (long? token = 0; token is { } number;)
        {
            var page = await FetchAsync(number, cancellationToken).ConfigureAwait(false);
            if (page.IsReady)
                (Columns, IsQuery, HasContent, JobId) = (page.Columns, page.IsQuery, page.HasContent, page.JobId ?? JobId);
            yield return page.Rows;
            token = page.Next;
            if (page.Rows.Count > 0)
            {
                pause = FirstPause;
            }
            else if (token is not null)
            {
                await Task.Delay(pause, _session.Gateway.Time, cancellationToken).ConfigureAwait(false);
                pause = pause * Growth < LongestPause ? pause * Growth : LongestPause;
            }
        }
    }

    /// <summary>Ends it; a query's job is cancelled. A gateway that does not answer is asked for ten seconds.</summary>
    public async Task CloseAsync()
    {
        using var patience = new CancellationTokenSource(ClosePatience, _session.Gateway.Time);
        try
        {
            await _session.Gateway.DeleteAsync($"{_path}/close", patience.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is FlinkException or OperationCanceledException or ObjectDisposedException)
        {
            // It ends with its session.
        }
    }

    private async Task<SqlPage> FetchAsync(long token, CancellationToken cancellationToken)
    {
        FlinkAnswer answer;
        try
        {
            answer = await AskAsync(token, cancellationToken).ConfigureAwait(false);
        }
        catch (FlinkException e) when (e.Problem == FlinkProblem.SqlResultNotJson && _session.Gateway.ApiVersion >= 2 && !IsPlain)
        {
            // The page that could not be written can be asked for once more.
            _format = "?rowFormat=PLAIN_TEXT";
            answer = await AskAsync(token, cancellationToken).ConfigureAwait(false);
        }
        try
        {
            return SqlPage.Read(answer.Body, Columns, _keepsWritten);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw SqlGateway.Foreign(answer.Endpoint.Address, e);
        }
    }

    private Task<FlinkAnswer> AskAsync(long token, CancellationToken cancellationToken) =>
        _session.Gateway.GetAsync(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{_path}/result/{token}{_format}"), cancellationToken);
}
