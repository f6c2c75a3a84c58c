using FlinkZk.Testing;

// Each suite of behaviours runs against each kind of server; here the two meet.
[assembly: AssemblyFixture(typeof(EmbeddedTestServer))]
[assembly: AssemblyFixture(typeof(ApacheTestServer))]
[assembly: AssemblyFixture(typeof(EnsembleTestServer))]
[assembly: AssemblyFixture(typeof(OlderTestServer))]

namespace FlinkZk.Coordination.Tests;

public sealed class EmbeddedLocks(EmbeddedTestServer server) : LockBehaviour(server);

public sealed class ApacheLocks(ApacheTestServer server) : LockBehaviour(server);

public sealed class EnsembleLocks(EnsembleTestServer server) : LockBehaviour(server);

public sealed class OlderLocks(OlderTestServer server) : LockBehaviour(server);

public sealed class EmbeddedConfiguration(EmbeddedTestServer server) : ConfigurationBehaviour(server);

public sealed class ApacheConfiguration(ApacheTestServer server) : ConfigurationBehaviour(server);

public sealed class EnsembleConfiguration(EnsembleTestServer server) : ConfigurationBehaviour(server);

public sealed class OlderConfiguration(OlderTestServer server) : ConfigurationBehaviour(server);

public sealed class EmbeddedFaults(EmbeddedTestServer server) : FaultBehaviour(server);

public sealed class ApacheFaults(ApacheTestServer server) : FaultBehaviour(server);

public sealed class EnsembleFaults(EnsembleTestServer server) : FaultBehaviour(server);

public sealed class OlderFaults(OlderTestServer server) : FaultBehaviour(server);

public sealed class EmbeddedQueues(EmbeddedTestServer server) : QueueBehaviour(server);

public sealed class ApacheQueues(ApacheTestServer server) : QueueBehaviour(server);

public sealed class EnsembleQueues(EnsembleTestServer server) : QueueBehaviour(server);

public sealed class OlderQueues(OlderTestServer server) : QueueBehaviour(server);

public sealed class EmbeddedTrees(EmbeddedTestServer server) : TreeBehaviour(server);

public sealed class ApacheTrees(ApacheTestServer server) : TreeBehaviour(server);

public sealed class EnsembleTrees(EnsembleTestServer server) : TreeBehaviour(server);

public sealed class OlderTrees(OlderTestServer server) : TreeBehaviour(server);

public sealed class EmbeddedFencedNodes(EmbeddedTestServer server) : FencedNodeBehaviour(server);

public sealed class ApacheFencedNodes(ApacheTestServer server) : FencedNodeBehaviour(server);

public sealed class EnsembleFencedNodes(EnsembleTestServer server) : FencedNodeBehaviour(server);

public sealed class OlderFencedNodes(OlderTestServer server) : FencedNodeBehaviour(server);

public sealed class EmbeddedSharedLocks(EmbeddedTestServer server) : SharedLockBehaviour(server);

public sealed class ApacheSharedLocks(ApacheTestServer server) : SharedLockBehaviour(server);

public sealed class EnsembleSharedLocks(EnsembleTestServer server) : SharedLockBehaviour(server);

public sealed class OlderSharedLocks(OlderTestServer server) : SharedLockBehaviour(server);

public sealed class EmbeddedLockAdministration(EmbeddedTestServer server) : LockAdministrationBehaviour(server);

public sealed class ApacheLockAdministration(ApacheTestServer server) : LockAdministrationBehaviour(server);

public sealed class EnsembleLockAdministration(EnsembleTestServer server) : LockAdministrationBehaviour(server);

public sealed class OlderLockAdministration(OlderTestServer server) : LockAdministrationBehaviour(server);

public sealed class EmbeddedConfigurationPast(EmbeddedTestServer server) : ConfigurationPastBehaviour(server);

public sealed class ApacheConfigurationPast(ApacheTestServer server) : ConfigurationPastBehaviour(server);

public sealed class EnsembleConfigurationPast(EnsembleTestServer server) : ConfigurationPastBehaviour(server);

public sealed class OlderConfigurationPast(OlderTestServer server) : ConfigurationPastBehaviour(server);

public sealed class EmbeddedLockWatcher(EmbeddedTestServer server) : LockWatcherBehaviour(server);

public sealed class ApacheLockWatcher(ApacheTestServer server) : LockWatcherBehaviour(server);

public sealed class EnsembleLockWatcher(EnsembleTestServer server) : LockWatcherBehaviour(server);

public sealed class OlderLockWatcher(OlderTestServer server) : LockWatcherBehaviour(server);

public sealed class EmbeddedConfigurationWatch(EmbeddedTestServer server) : ConfigurationWatchBehaviour(server);

public sealed class ApacheConfigurationWatch(ApacheTestServer server) : ConfigurationWatchBehaviour(server);

public sealed class EnsembleConfigurationWatch(EnsembleTestServer server) : ConfigurationWatchBehaviour(server);

public sealed class OlderConfigurationWatch(OlderTestServer server) : ConfigurationWatchBehaviour(server);

public sealed class EmbeddedConfigurationSchema(EmbeddedTestServer server) : ConfigurationSchemaBehaviour(server);

public sealed class ApacheConfigurationSchema(ApacheTestServer server) : ConfigurationSchemaBehaviour(server);

public sealed class EnsembleConfigurationSchema(EnsembleTestServer server) : ConfigurationSchemaBehaviour(server);

public sealed class OlderConfigurationSchema(OlderTestServer server) : ConfigurationSchemaBehaviour(server);

public sealed class EmbeddedCounters(EmbeddedTestServer server) : CounterBehaviour(server);

public sealed class ApacheCounters(ApacheTestServer server) : CounterBehaviour(server);

public sealed class EnsembleCounters(EnsembleTestServer server) : CounterBehaviour(server);

public sealed class OlderCounters(OlderTestServer server) : CounterBehaviour(server);

public sealed class EmbeddedMembership(EmbeddedTestServer server) : MembershipBehaviour(server);

public sealed class ApacheMembership(ApacheTestServer server) : MembershipBehaviour(server);

public sealed class EnsembleMembership(EnsembleTestServer server) : MembershipBehaviour(server);

public sealed class OlderMembership(OlderTestServer server) : MembershipBehaviour(server);

public sealed class EmbeddedTreeCaches(EmbeddedTestServer server) : TreeCacheBehaviour(server);

public sealed class ApacheTreeCaches(ApacheTestServer server) : TreeCacheBehaviour(server);

public sealed class EnsembleTreeCaches(EnsembleTestServer server) : TreeCacheBehaviour(server);

public sealed class OlderTreeCaches(OlderTestServer server) : TreeCacheBehaviour(server);

public sealed class EmbeddedAlerts(EmbeddedTestServer server) : AlertBehaviour(server);

public sealed class ApacheAlerts(ApacheTestServer server) : AlertBehaviour(server);

public sealed class EnsembleAlerts(EnsembleTestServer server) : AlertBehaviour(server);

public sealed class OlderAlerts(OlderTestServer server) : AlertBehaviour(server);
