namespace FlinkZk.Server.Tests;

public sealed class EmbeddedNodeTests : NodeBehaviour
{
    internal override Task<ServerUnderTest> StartAsync() => StartEmbeddedAsync();
}

public sealed class EmbeddedWatchTests : WatchBehaviour
{
    internal override Task<ServerUnderTest> StartAsync() => StartEmbeddedAsync();
}

public sealed class EmbeddedMultiTests : MultiBehaviour
{
    internal override Task<ServerUnderTest> StartAsync() => StartEmbeddedAsync();
}

public sealed class EmbeddedAccessTests : AccessBehaviour
{
    internal override Task<ServerUnderTest> StartAsync() => StartEmbeddedAsync();
}

public sealed class EmbeddedSessionTests : SessionBehaviour
{
    internal override Task<ServerUnderTest> StartAsync() => StartEmbeddedAsync();
}
