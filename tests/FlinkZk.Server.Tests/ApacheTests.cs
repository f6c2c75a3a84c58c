namespace FlinkZk.Server.Tests;

[Collection(ApacheServers.Name)]
public sealed class ApacheNodeTests(ApacheFixture apache) : NodeBehaviour
{
    internal override Task<ServerUnderTest> StartAsync() => Task.FromResult(apache.Get());
}

[Collection(ApacheServers.Name)]
public sealed class ApacheWatchTests(ApacheFixture apache) : WatchBehaviour
{
    internal override Task<ServerUnderTest> StartAsync() => Task.FromResult(apache.Get());
}

[Collection(ApacheServers.Name)]
public sealed class ApacheMultiTests(ApacheFixture apache) : MultiBehaviour
{
    internal override Task<ServerUnderTest> StartAsync() => Task.FromResult(apache.Get());
}

[Collection(ApacheServers.Name)]
public sealed class ApacheAccessTests(ApacheFixture apache) : AccessBehaviour
{
    internal override Task<ServerUnderTest> StartAsync() => Task.FromResult(apache.Get());
}

[Collection(ApacheServers.Name)]
public sealed class ApacheSessionTests(ApacheFixture apache) : SessionBehaviour
{
    internal override Task<ServerUnderTest> StartAsync() => Task.FromResult(apache.Get());
}
