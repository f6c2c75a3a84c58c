using FlinkZk.Testing;

namespace FlinkZk.Server.Tests;

/// <summary>Java's server as the reference, with the tick that ours has when nothing is said.</summary>
public sealed class ApacheFixture : ApacheTestServer
{
    protected override TimeSpan TickTime => TimeSpan.FromSeconds(2);
}

/// <summary>The reference as an ensemble, with the same tick.</summary>
public sealed class EnsembleFixture : EnsembleTestServer
{
    protected override TimeSpan TickTime => TimeSpan.FromSeconds(2);
}

/// <summary>A server before 3.9, with the same tick.</summary>
public sealed class OlderFixture : OlderTestServer
{
    protected override TimeSpan TickTime => TimeSpan.FromSeconds(2);
}

/// <summary>The tests of one Java server run one after the other: they look at zxids, which a second client would move.</summary>
[CollectionDefinition(Name)]
public sealed class ApacheServers : ICollectionFixture<ApacheFixture>
{
    public const string Name = "Apache ZooKeeper 3.9";
}

/// <inheritdoc cref="ApacheServers"/>
[CollectionDefinition(Name)]
public sealed class EnsembleServers : ICollectionFixture<EnsembleFixture>
{
    public const string Name = "An ensemble of Apache ZooKeeper 3.9";
}

/// <inheritdoc cref="ApacheServers"/>
[CollectionDefinition(Name)]
public sealed class OlderServers : ICollectionFixture<OlderFixture>
{
    public const string Name = "Apache ZooKeeper before 3.9";
}
