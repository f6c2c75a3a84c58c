using FlinkZk.Testing;


// Each suite of behaviours runs against each kind of server; here the two meet.
[assembly: AssemblyFixture(typeof(EmbeddedTestServer))]
[assembly: AssemblyFixture(typeof(ApacheTestServer))]

namespace FlinkZk.Client.Tests;

public sealed class EmbeddedNodes(EmbeddedTestServer server) : NodeBehaviour(server);

public sealed class ApacheNodes(ApacheTestServer server) : NodeBehaviour(server);

public sealed class EmbeddedTransactions(EmbeddedTestServer server) : TransactionBehaviour(server);

public sealed class ApacheTransactions(ApacheTestServer server) : TransactionBehaviour(server);

public sealed class EmbeddedWatches(EmbeddedTestServer server) : WatchBehaviour(server);

public sealed class ApacheWatches(ApacheTestServer server) : WatchBehaviour(server);

public sealed class EmbeddedSessions(EmbeddedTestServer server) : SessionBehaviour(server);

public sealed class ApacheSessions(ApacheTestServer server) : SessionBehaviour(server);

public sealed class EmbeddedSecurity(EmbeddedTestServer server) : SecurityBehaviour(server);

public sealed class ApacheSecurity(ApacheTestServer server) : SecurityBehaviour(server);
