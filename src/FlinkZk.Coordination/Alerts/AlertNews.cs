namespace FlinkZk.Coordination;

/// <summary>What a watcher tells: an alert, or why one cannot be judged.</summary>
/// <param name="Name">The alert's name.</param>
/// <param name="Alert">The alert; null where it cannot be judged.</param>
/// <param name="Failure">Why it cannot.</param>
public readonly record struct AlertNews(string Name, Alert? Alert, Exception? Failure);
