namespace FlinkZk.Clusters.Http;

/// <summary>Where a request goes.</summary>
/// <param name="Address">The REST server.</param>
/// <param name="Grant">The leadership under which ZooKeeper names it; null where the address was given by hand.</param>
internal sealed record FlinkEndpoint(Uri Address, Guid? Grant);
