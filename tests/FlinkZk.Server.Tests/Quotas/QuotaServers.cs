using FlinkZk.Client;
using FlinkZk.Server.Tests.Secure;
using FlinkZk.Testing;

namespace FlinkZk.Server.Tests.Quotas;

public sealed class EmbeddedQuotaTests : QuotaBehaviour, IAsyncDisposable
{
    private ZkServer? _server;

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    protected override async Task<int> StartAsync() => (_server ??= await ZkServer.StartAsync(new() { EnforceQuota = true }, Cancel)).Port;
}

[Collection(SecureApache.Name)]
public sealed class ApacheQuotaTests(SecureApacheServer apache) : QuotaBehaviour
{
    protected override Task<int> StartAsync()
    {
        if (SecureApacheServer.SkipReason is { } reason)
            Assert.Skip(reason);
        return Task.FromResult(ConnectionString.Parse(apache.ConnectionString).Servers[0].Port);
    }
}
