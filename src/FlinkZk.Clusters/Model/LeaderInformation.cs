namespace FlinkZk.Clusters.Model;

/// <summary>Where a leading component is reached (Flink's <c>LeaderInformation</c>).</summary>
/// <param name="Address">
/// <c>http(s)://host:port</c> of a REST server; <c>pekko.tcp://flink@host:port/user/rpc/dispatcher_1</c> and the like of the others (<c>akka</c> before 1.18, <c>.ssl.tcp</c> with TLS).
/// </param>
/// <param name="SessionId">The grant of leadership under which it was published. All components of a leading process have the same.</param>
public sealed record LeaderInformation(string Address, Guid SessionId);
