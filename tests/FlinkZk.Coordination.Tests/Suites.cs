using FlinkZk.Testing;

// Each suite of behaviours runs against each kind of server; here the two meet.
[assembly: AssemblyFixture(typeof(EmbeddedTestServer))]
[assembly: AssemblyFixture(typeof(ApacheTestServer))]

namespace FlinkZk.Coordination.Tests;

public sealed class EmbeddedLocks(EmbeddedTestServer server) : LockBehaviour(server);

public sealed class ApacheLocks(ApacheTestServer server) : LockBehaviour(server);

public sealed class EmbeddedConfiguration(EmbeddedTestServer server) : ConfigurationBehaviour(server);

public sealed class ApacheConfiguration(ApacheTestServer server) : ConfigurationBehaviour(server);
