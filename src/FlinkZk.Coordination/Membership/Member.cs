using FlinkZk.Client;

namespace FlinkZk.Coordination;

/// <summary>One of a group: a node below the group's.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Data">What it holds; null where it may not be read.</param>
/// <param name="SessionId">The session that it lives with; 0 where it is not ephemeral.</param>
/// <param name="Token">The czxid: who joins anew has a larger one.</param>
/// <param name="Since">When it joined, by the server's clock.</param>
public sealed record Member(string Name, byte[]? Data, long SessionId, long Token, DateTimeOffset Since)
{
    /// <summary>Why it could not be read; null where it could.</summary>
    public ZkException? Failure { get; init; }

    /// <summary>The version of its data.</summary>
    internal int Version { get; init; }
}
