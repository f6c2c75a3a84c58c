// Each suite of behaviours against each kind of Java server.
namespace FlinkZk.Server.Tests;

[Collection(ApacheServers.Name)]
public sealed class ApacheNodeTests(ApacheFixture java) : NodeBehaviour
{
    internal override Task<ServerUnderTest> StartAsync() => ServerUnderTest.OfAsync(java);
}

[Collection(ApacheServers.Name)]
public sealed class ApacheWatchTests(ApacheFixture java) : WatchBehaviour
{
    internal override Task<ServerUnderTest> StartAsync() => ServerUnderTest.OfAsync(java);
}

[Collection(ApacheServers.Name)]
public sealed class ApacheMultiTests(ApacheFixture java) : MultiBehaviour
{
    internal override Task<ServerUnderTest> StartAsync() => ServerUnderTest.OfAsync(java);
}

[Collection(ApacheServers.Name)]
public sealed class ApacheAccessTests(ApacheFixture java) : AccessBehaviour
{
    internal override Task<ServerUnderTest> StartAsync() => ServerUnderTest.OfAsync(java);
}

[Collection(ApacheServers.Name)]
public sealed class ApacheSessionTests(ApacheFixture java) : SessionBehaviour
{
    internal override Task<ServerUnderTest> StartAsync() => ServerUnderTest.OfAsync(java);
}

[Collection(EnsembleServers.Name)]
public sealed class EnsembleNodeTests(EnsembleFixture java) : NodeBehaviour
{
    internal override Task<ServerUnderTest> StartAsync() => ServerUnderTest.OfAsync(java);
}

[Collection(EnsembleServers.Name)]
public sealed class EnsembleWatchTests(EnsembleFixture java) : WatchBehaviour
{
    internal override Task<ServerUnderTest> StartAsync() => ServerUnderTest.OfAsync(java);
}

[Collection(EnsembleServers.Name)]
public sealed class EnsembleMultiTests(EnsembleFixture java) : MultiBehaviour
{
    internal override Task<ServerUnderTest> StartAsync() => ServerUnderTest.OfAsync(java);
}

[Collection(EnsembleServers.Name)]
public sealed class EnsembleAccessTests(EnsembleFixture java) : AccessBehaviour
{
    internal override Task<ServerUnderTest> StartAsync() => ServerUnderTest.OfAsync(java);
}

[Collection(EnsembleServers.Name)]
public sealed class EnsembleSessionTests(EnsembleFixture java) : SessionBehaviour
{
    internal override Task<ServerUnderTest> StartAsync() => ServerUnderTest.OfAsync(java);
}

[Collection(OlderServers.Name)]
public sealed class OlderNodeTests(OlderFixture java) : NodeBehaviour
{
    internal override Task<ServerUnderTest> StartAsync() => ServerUnderTest.OfAsync(java);
}

[Collection(OlderServers.Name)]
public sealed class OlderWatchTests(OlderFixture java) : WatchBehaviour
{
    internal override Task<ServerUnderTest> StartAsync() => ServerUnderTest.OfAsync(java);
}

[Collection(OlderServers.Name)]
public sealed class OlderMultiTests(OlderFixture java) : MultiBehaviour
{
    internal override Task<ServerUnderTest> StartAsync() => ServerUnderTest.OfAsync(java);
}

[Collection(OlderServers.Name)]
public sealed class OlderAccessTests(OlderFixture java) : AccessBehaviour
{
    internal override Task<ServerUnderTest> StartAsync() => ServerUnderTest.OfAsync(java);
}

[Collection(OlderServers.Name)]
public sealed class OlderSessionTests(OlderFixture java) : SessionBehaviour
{
    internal override Task<ServerUnderTest> StartAsync() => ServerUnderTest.OfAsync(java);
}
