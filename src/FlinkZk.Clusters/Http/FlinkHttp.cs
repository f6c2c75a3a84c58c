using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;

namespace FlinkZk.Clusters.Http;

/// <summary>
/// Sends requests to a cluster until one is answered by whoever leads, or the time is over. What may have been carried out is never sent again, unless the caller says
/// that it may be.
/// </summary>
internal sealed class FlinkHttp : IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);

    private readonly FlinkOptions _options;
    private readonly Func<FlinkProblem, string?> _hint;
    private readonly HttpClient _client;
    private readonly LeaderChanges _changes;
    private Attempt? _attempt;

    /// <summary>Whoever sends requests so.</summary>
    /// <param name="options">How the servers are reached.</param>
    /// <param name="hint">What helps against a problem with servers of this kind; null for what helps with a JobManager.</param>
    public FlinkHttp(FlinkOptions options, Func<FlinkProblem, string?>? hint = null)
    {
        _options = options;
        _hint = hint ?? options.Endpoints.Hint;
        _changes = new(options.Time);
        _client = new(FlinkHandler.Make(options.Tls, options.TryTimeout)) { Timeout = System.Threading.Timeout.InfiniteTimeSpan };
    }

    public TimeProvider Time => _options.Time;

    public TimeSpan Timeout => _options.Timeout;

    /// <summary>Where a request would go now; null while nobody leads.</summary>
    /// <exception cref="FlinkException">It cannot be asked for.</exception>
    public Task<FlinkEndpoint?> EndpointAsync(CancellationToken cancellationToken) => WithinAsync(_options.Timeout, _options.Endpoints.NextAsync, cancellationToken);

    /// <summary>The address of the list that is this one; null where the leader is followed, or it is none of them.</summary>
    public FlinkEndpoint? ListedAt(Uri address) => (_options.Endpoints as ListedEndpoints)?.At(address);

    /// <summary>The request that was tried last, as long as it is not over; null for none.</summary>
    public FlinkWait? Waiting => Volatile.Read(ref _attempt) is { } attempt ? new(attempt.What, Time.GetElapsedTime(attempt.Began), attempt.Limit) : null;

    /// <summary>Sends a request, and reads the answer.</summary>
    /// <exception cref="FlinkException">It was refused, or not answered in time; what it says of the outcome holds for all tries together.</exception>
    public async Task<FlinkAnswer> SendAsync(FlinkCall call, CancellationToken cancellationToken)
    {
        using var activity = FlinkTelemetry.Begin(call);
        var began = Time.GetTimestamp();
        FlinkException? failure = null;
        var isAnswered = false;
        try
        {
            var answer = await SendUntilAsync(call, began, cancellationToken).ConfigureAwait(false);
            isAnswered = true;
            return answer;
        }
        catch (FlinkException e)
        {
            failure = e;
            e.Hint = _hint(e.Problem) ?? e.Hint;
            throw;
        }
        finally
        {
            FlinkTelemetry.End(activity, call, Time.GetElapsedTime(began), failure, isGivenUp: !isAnswered && failure is null);
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task<FlinkAnswer> SendUntilAsync(FlinkCall call, long began, CancellationToken cancellationToken)
    {
        var attempt = new Attempt(began, call.Timeout ?? _options.Timeout);
        Volatile.Write(ref _attempt, attempt);
        try
        {
            return await SendUntilAsync(call, attempt, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // Another request may have taken its place.
            Interlocked.CompareExchange(ref _attempt, null, attempt);
        }
    }

    private async Task<FlinkAnswer> SendUntilAsync(FlinkCall call, Attempt attempt, CancellationToken cancellationToken)
    {
        var (began, limit) = (attempt.Began, attempt.Limit);
        var mayHaveHappened = false;
        for (var pause = FirstPause; ; pause = Longer(pause))
        {
            var (answer, failure) = await TryOnceAsync(call, attempt, cancellationToken).ConfigureAwait(false);
            if (failure is null)
                return answer!;
            attempt.Failed(failure.Message.TrimEnd('.'));
            var mayRepeat = failure.Outcome == FlinkOutcome.NotDone || call.IsRepeatable;
            var isFinal = !failure.IsTransient && !IsSettling(call, failure);
            if (isFinal || !mayRepeat || Time.GetElapsedTime(began) + pause >= limit)
                throw mayHaveHappened && failure.Outcome == FlinkOutcome.NotDone ? failure.AsUnknown() : failure;
            mayHaveHappened |= call.Method != HttpMethod.Get && failure.Outcome != FlinkOutcome.NotDone;
            await Task.Delay(pause, Time, cancellationToken).ConfigureAwait(false);
        }
    }

    // A new leader knows the job of an application only when main() has run again.
    private bool IsSettling(FlinkCall call, FlinkException failure) => failure.Problem == FlinkProblem.JobNotFound && call.IsRepeatable && _changes.SinceLast < Settling;

    private async Task<(FlinkAnswer? Answer, FlinkException? Failure)> TryOnceAsync(FlinkCall call, Attempt attempt, CancellationToken cancellationToken)
    {
        FlinkEndpoint? endpoint = null;
        var left = attempt.Limit - Time.GetElapsedTime(attempt.Began);
        try
        {
            endpoint = call.Only ?? await WithinAsync(left, _options.Endpoints.NextAsync, cancellationToken).ConfigureAwait(false);
            _changes.Saw(endpoint);
            if (endpoint is null)
                return (null, new(FlinkProblem.NotReached, FlinkOutcome.NotDone, "Nobody leads the cluster: ZooKeeper names no REST server.") { IsTransient = true });
            if (left <= TimeSpan.Zero)
                return (null, new(FlinkProblem.Timeout, FlinkOutcome.NotDone, $"{call.Method} {call.Path}: no time is left."));
            attempt.Asks($"No answer yet: {call.Method} {new Uri(endpoint.Address, call.Path)}");
            var answer = await TryAsync(call, endpoint, left, cancellationToken).ConfigureAwait(false);
            if (call.IsRepeatable && !await IsCurrentAsync(call, endpoint, left, cancellationToken).ConfigureAwait(false))
                return (null, new(FlinkProblem.NotReached, OfRepeated(call), $"{endpoint.Address} answered, but another leads by now.") { Address = endpoint.Address, IsTransient = true });
            _options.Endpoints.Remember(endpoint, Time.GetUtcNow());
            return (answer, null);
        }
        catch (FlinkException e)
        {
            if (e.IsTransient && endpoint is not null)
                _options.Endpoints.Failed(endpoint);
            return (null, e);
        }
    }

    private async Task<bool> IsCurrentAsync(FlinkCall call, FlinkEndpoint endpoint, TimeSpan left, CancellationToken cancellationToken)
    {
        try
        {
            return await WithinAsync(left, token => _options.Endpoints.IsCurrentAsync(endpoint, token), cancellationToken).ConfigureAwait(false);
        }
        catch (FlinkException e) when (OfRepeated(call) == FlinkOutcome.Unknown)
        {
            throw e.AsUnknown();
        }
    }

    // A session without a connection waits for one, as long as the session lasts.
    private async Task<T> WithinAsync<T>(TimeSpan left, Func<CancellationToken, ValueTask<T>> question, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(left > TimeSpan.Zero ? left : TimeSpan.Zero, Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            return await question(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new FlinkException(FlinkProblem.NotReached, FlinkOutcome.NotDone, $"ZooKeeper cannot be asked who leads: it has not answered within {left.TotalSeconds:0.#} s.", e) { IsTransient = true };
        }
    }

    private static FlinkOutcome OfRepeated(FlinkCall call) => call.Method == HttpMethod.Get ? FlinkOutcome.NotDone : FlinkOutcome.Unknown;

    private async Task<FlinkAnswer> TryAsync(FlinkCall call, FlinkEndpoint endpoint, TimeSpan left, CancellationToken cancellationToken)
    {
        var limit = call.TryTimeout ?? _options.TryTimeout;
        using var late = new CancellationTokenSource(limit < left ? limit : left, Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        using var request = new HttpRequestMessage(call.Method, new Uri(endpoint.Address, call.Path)) { Content = Body(call) };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (_options.Authorization is { } authorization)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        FlinkTelemetry.Tried(call);
        try
        {
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
            if (call.Reader is { } reader && response.IsSuccessStatusCode)
                return new(endpoint, response.StatusCode, await reader(response.Content, either.Token).ConfigureAwait(false));
            var body = await BoundedBody.ReadAsync(response.Content, _options.MaxAnswer, either.Token).ConfigureAwait(false)
                ?? throw Failure(FlinkProblem.AnswerTooLarge, response.IsSuccessStatusCode ? FlinkOutcome.Done : FlinkOutcome.Unknown, $"the answer has more than {_options.MaxAnswer} bytes");
            var answer = new FlinkAnswer(endpoint, response.StatusCode, body) { Location = response.Headers.Location };
            return response.IsSuccessStatusCode ? answer : throw ServerError.Of(answer, call);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failure(FlinkProblem.Timeout, FlinkOutcome.Unknown, $"no answer within {(limit < left ? limit : left).TotalSeconds:0.#} s", e, isTransient: true);
        }
        catch (HttpRequestException e) when (e.InnerException is AuthenticationException refused)
        {
            throw Failure(FlinkProblem.Tls, FlinkOutcome.NotDone, refused.InnerException is AuthenticationException inner ? inner.Message : refused.Message, e);
        }
        // Nothing was sent without a connection.
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError)
        {
            throw Failure(FlinkProblem.NotReached, FlinkOutcome.NotDone, (e.InnerException as SocketException)?.Message ?? e.Message, e, isTransient: true);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw Failure(FlinkProblem.NotReached, FlinkOutcome.Unknown, "the connection broke before the answer was there", e, isTransient: true);
        }

        FlinkException Failure(FlinkProblem problem, FlinkOutcome outcome, string what, Exception? inner = null, bool isTransient = false) =>
            new(problem, outcome, $"{call.Method} {request.RequestUri}: {what}", inner) { Address = endpoint.Address, IsTransient = isTransient };
    }

    // A request without a body is sent again by HttpClient itself, of any method, when the server closes the connection instead of answering.
    private static HttpContent? Body(FlinkCall call) => call.Body?.Invoke() ?? (call.IsRepeatable ? null : new ByteArrayContent([]));

    /// <summary>A request that is under way, as whoever waits for it sees it, on any thread.</summary>
    private sealed class Attempt(long began, TimeSpan limit)
    {
        private volatile string _what = "ZooKeeper is asked who leads";
        private volatile bool _hasFailed;

        public long Began => began;

        public TimeSpan Limit => limit;

        public string What => _what;

        public void Failed(string why) => (_what, _hasFailed) = (why, true);

        // Why the try before has failed says more.
        public void Asks(string whom) => _what = _hasFailed ? _what : whom;
    }

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < LongestPause ? pause * 2 : LongestPause;
}
