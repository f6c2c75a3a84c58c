using FlinkZk.Testing;

// The suite of the reader runs against each kind of server; here the two meet.
[assembly: AssemblyFixture(typeof(EmbeddedTestServer))]
[assembly: AssemblyFixture(typeof(ApacheTestServer))]

namespace FlinkZk.Clusters.Tests;

public sealed class EmbeddedHaReader(EmbeddedTestServer server) : HaReaderBehaviour(server);

public sealed class ApacheHaReader(ApacheTestServer server) : HaReaderBehaviour(server);

public sealed class EmbeddedLeaderFeed(EmbeddedTestServer server) : LeaderFeedBehaviour(server);

public sealed class ApacheLeaderFeed(ApacheTestServer server) : LeaderFeedBehaviour(server);

public sealed class EmbeddedHaCheck(EmbeddedTestServer server) : Health.HaCheckBehaviour(server);

public sealed class ApacheHaCheck(ApacheTestServer server) : Health.HaCheckBehaviour(server);

public sealed class EmbeddedHaRepair(EmbeddedTestServer server) : Health.HaRepairBehaviour(server);

public sealed class ApacheHaRepair(ApacheTestServer server) : Health.HaRepairBehaviour(server);

public sealed class EmbeddedFailover(EmbeddedTestServer server) : Deploy.FailoverBehaviour(server);

public sealed class ApacheFailover(ApacheTestServer server) : Deploy.FailoverBehaviour(server);

public sealed class EmbeddedUpgrade(EmbeddedTestServer server) : Upgrades.UpgradeBehaviour(server);

public sealed class ApacheUpgrade(ApacheTestServer server) : Upgrades.UpgradeBehaviour(server);
