namespace FlinkZk.Clusters.Deploy;

/// <summary>A job that was stopped with its cluster.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Savepoint">Where its savepoint lies; null: it was ended without.</param>
public sealed record StoppedJob(string Id, string Name, string? Savepoint);
