using System.Net;

namespace FlinkZk.Server;

/// <summary>What a front end shows over HTTP: <c>/metrics</c> for Prometheus, <c>/health</c> and <c>/ready</c> for who keeps it alive, and AdminServer's <c>/commands</c>.</summary>
internal sealed class MetricsSite : IAsyncDisposable
{
    private const string Commands = "/commands";
    private readonly FrontEnd _frontEnd;
    private readonly AdminCommands _commands;
    private readonly HttpResponder _responder;

    /// <exception cref="ListenException">The address or port cannot be had.</exception>
    public MetricsSite(FrontEnd frontEnd, IPEndPoint endPoint, TimeProvider time) =>
        (_frontEnd, _commands, _responder) = (frontEnd, new(frontEnd), new(endPoint, Answer, frontEnd.Core.Faults, time));

    public IPEndPoint EndPoint => _responder.EndPoint;

    public void Start() => _responder.Start();

    public ValueTask DisposeAsync() => _responder.DisposeAsync();

    private HttpAnswer? Answer(string path) => path switch
    {
        "/metrics" => HttpAnswer.Ok(PrometheusText.Write(_frontEnd.Report.Source, _frontEnd.Report.Mode), PrometheusText.ContentType),
        "/health" => Verdict(WhyNotHealthy()),
        "/ready" => Verdict(WhyNotReady()),
        Commands => _commands.Answer(""),
        _ when path.StartsWith(Commands + "/", StringComparison.Ordinal) => _commands.Answer(path[(Commands.Length + 1)..]),
        _ => null,
    };

    private static HttpAnswer Verdict(string? why) => why is null ? HttpAnswer.Ok("ok\n") : HttpAnswer.Text(503, "Service Unavailable", $"{why}\n");

    // What only a new start mends.
    private string? WhyNotHealthy() => _frontEnd.Core is { Storage.Log.Completion.IsFaulted: true } core ? $"The log has failed, and the server has to be started anew: {core.Failure?.Message}" : null;

    private string? WhyNotReady() => WhyNotHealthy()
        ?? (!_frontEnd.Report.IsServing ? "It has lost the majority, and accepts no session."
        : _frontEnd.Role == ServerRole.ReadOnly ? "It has lost the majority: it shows what it knew, and takes no writes."
        : _frontEnd.Core.Failure is { } failure ? $"Writes are refused: {failure.Message}"
        : null);
}
