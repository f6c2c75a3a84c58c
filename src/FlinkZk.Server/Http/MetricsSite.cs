using System.Net;
using FlinkZk.Server.Diagnostics;
using FlinkZk.Server.Errors;
using FlinkZk.Server.Words;

namespace FlinkZk.Server.Http;

/// <summary>What a front end shows over HTTP: <c>/metrics</c> for Prometheus, <c>/health</c> and <c>/ready</c> for who keeps it alive, and AdminServer's <c>/commands</c>.</summary>
internal sealed class MetricsSite : IAsyncDisposable
{
    private const string Commands = "/commands";
    private readonly Func<ServerReport> _report;
    private readonly AdminCommands _commands;
    private readonly HttpResponder _responder;

    /// <param name="report">What the server says of itself; it may change.</param>
    /// <param name="endPoint">Where to listen.</param>
    /// <param name="faults">Where to say what clients do wrong.</param>
    /// <param name="time">Where deadlines are measured.</param>
    /// <exception cref="ListenException">The address or port cannot be had.</exception>
    public MetricsSite(Func<ServerReport> report, IPEndPoint endPoint, ClientFaults faults, TimeProvider time) =>
        (_report, _commands, _responder) = (report, new(report), new(endPoint, Answer, faults, time));

    public IPEndPoint EndPoint => _responder.EndPoint;

    public void Start() => _responder.Start();

    public ValueTask DisposeAsync() => _responder.DisposeAsync();

    private HttpAnswer? Answer(string path) => path switch
    {
        "/metrics" => HttpAnswer.Ok(Metrics(_report()), PrometheusText.ContentType),
        "/health" => Verdict(WhyNotHealthy(_report())),
        "/ready" => Verdict(WhyNotReady(_report())),
        Commands => _commands.Answer(""),
        _ when path.StartsWith(Commands + "/", StringComparison.Ordinal) => _commands.Answer(path[(Commands.Length + 1)..]),
        _ => null,
    };

    private static string Metrics(ServerReport report) => PrometheusText.Write(report.Source, report.Mode);

    private static HttpAnswer Verdict(string? why) => why is null ? HttpAnswer.Ok("ok\n") : HttpAnswer.Text(503, "Service Unavailable", $"{why}\n");

    // What only a new start mends.
    private static string? WhyNotHealthy(ServerReport report) => report.Source.Core.FinalFailure is { } failure ? $"The log has failed, and the server has to be started anew: {failure.Message}" : null;

    private static string? WhyNotReady(ServerReport report) => WhyNotHealthy(report)
        ?? (!report.IsServing ? "It has lost the majority, and accepts no session."
        : report.IsReadOnlyNow ? "It has lost the majority: it shows what it knew, and takes no writes."
        : report.Source.Core.Failure is { } failure ? $"Writes are refused: {failure.Message}"
        : null);
}
