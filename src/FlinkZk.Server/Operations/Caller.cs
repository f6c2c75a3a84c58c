using FlinkZk.Server.Access;
using FlinkZk.Server.Watches;

namespace FlinkZk.Server.Operations;

/// <summary>On whose behalf a request is carried out.</summary>
/// <param name="Watcher">Who hears of the watches that it arms.</param>
/// <param name="SessionId">Its session.</param>
/// <param name="Identities">Who it has proved to be, when the request came.</param>
internal readonly record struct Caller(IWatcher Watcher, long SessionId, IReadOnlyList<Identity> Identities);
