using FlinkZk.Testing;

// Each suite of behaviours runs against each kind of server; here the two meet.
[assembly: AssemblyFixture(typeof(EmbeddedTestServer))]
[assembly: AssemblyFixture(typeof(ApacheTestServer))]
[assembly: AssemblyFixture(typeof(EnsembleTestServer))]
[assembly: AssemblyFixture(typeof(OlderTestServer))]

namespace FlinkZk.Client.Tests;

public sealed class EmbeddedNodes(EmbeddedTestServer server) : NodeBehaviour(server);

public sealed class ApacheNodes(ApacheTestServer server) : NodeBehaviour(server);

public sealed class EnsembleNodes(EnsembleTestServer server) : NodeBehaviour(server);

public sealed class OlderNodes(OlderTestServer server) : NodeBehaviour(server);

public sealed class EmbeddedTransactions(EmbeddedTestServer server) : TransactionBehaviour(server);

public sealed class ApacheTransactions(ApacheTestServer server) : TransactionBehaviour(server);

public sealed class EnsembleTransactions(EnsembleTestServer server) : TransactionBehaviour(server);

public sealed class OlderTransactions(OlderTestServer server) : TransactionBehaviour(server);

public sealed class EmbeddedWatches(EmbeddedTestServer server) : WatchBehaviour(server);

public sealed class ApacheWatches(ApacheTestServer server) : WatchBehaviour(server);

public sealed class EnsembleWatches(EnsembleTestServer server) : WatchBehaviour(server);

public sealed class OlderWatches(OlderTestServer server) : WatchBehaviour(server);

public sealed class EmbeddedSessions(EmbeddedTestServer server) : SessionBehaviour(server);

public sealed class ApacheSessions(ApacheTestServer server) : SessionBehaviour(server);

public sealed class EnsembleSessions(EnsembleTestServer server) : SessionBehaviour(server);

public sealed class OlderSessions(OlderTestServer server) : SessionBehaviour(server);

public sealed class EmbeddedSecurity(EmbeddedTestServer server) : SecurityBehaviour(server);

public sealed class ApacheSecurity(ApacheTestServer server) : SecurityBehaviour(server);

public sealed class EnsembleSecurity(EnsembleTestServer server) : SecurityBehaviour(server);

public sealed class OlderSecurity(OlderTestServer server) : SecurityBehaviour(server);

public sealed class EmbeddedFaults(EmbeddedTestServer server) : FaultBehaviour(server);

public sealed class ApacheFaults(ApacheTestServer server) : FaultBehaviour(server);

public sealed class EnsembleFaults(EnsembleTestServer server) : FaultBehaviour(server);

public sealed class OlderFaults(OlderTestServer server) : FaultBehaviour(server);
