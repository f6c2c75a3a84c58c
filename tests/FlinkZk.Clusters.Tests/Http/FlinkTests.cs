using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Rest;
using FlinkZk.Testing;

namespace FlinkZk.Clusters.Tests;

/// <summary>What tests against fake REST servers share.</summary>
public abstract class FlinkTests
{
    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>A client in a hurry: what takes seconds with people takes a fraction here.</summary>
    protected static FlinkClient Client(params HttpPeer[] servers) => new(Hurried(servers));

    protected static FlinkOptions Hurried(params HttpPeer[] servers) => new()
    {
        Endpoints = FlinkEndpoints.Of(servers.Select(server => server.Address).DefaultIfEmpty(new("http://127.0.0.1:1"))),
        Timeout = TimeSpan.FromSeconds(8),
        TryTimeout = TimeSpan.FromMilliseconds(1500),
    };

    protected static HttpPeer Always(int status, string json) => new((_, reply) => reply.SendAsync(status, json));

    protected static async Task<FlinkException> FailsAsync(Func<Task> work, FlinkProblem problem)
    {
        var failure = await Assert.ThrowsAsync<FlinkException>(work);
        Assert.True(failure.Problem == problem, $"{failure.Problem} instead of {problem}: {failure.Message}");
        return failure;
    }
}
