namespace FlinkZk.Coordination;

/// <summary>What a revision did to one value.</summary>
/// <param name="Job">The job, or null for a default.</param>
/// <param name="Key">The key.</param>
/// <param name="From">The literal before; null where there was none, <c>***</c> for a secret.</param>
/// <param name="To">The literal after; null where it was removed, <c>***</c> for a secret.</param>
public sealed record ConfigurationChange(string? Job, string Key, string? From, string? To)
{
    /// <summary>What stands for a secret: history keeps only that it changed.</summary>
    public const string Masked = "***";
}
