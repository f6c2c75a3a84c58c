namespace FlinkZk;

/// <summary>What a provider's path stands for.</summary>
/// <param name="Path">The path, as PowerShell gave it.</param>
/// <param name="Session">The session behind it.</param>
/// <param name="Node">The node, below the session's root.</param>
/// <param name="Root">What the provider's paths begin with.</param>
internal sealed record DrivePlace(string Path, ZkSession Session, string Node, string Root);
