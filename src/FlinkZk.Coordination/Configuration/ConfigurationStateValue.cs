namespace FlinkZk.Coordination;

/// <summary>A value that holds, or held, for a job.</summary>
/// <param name="Json">Its literal; <c>***</c> for a secret that history does not keep.</param>
/// <param name="IsDefault">Whether it is a default.</param>
/// <param name="IsSecret">Whether views must not show it.</param>
public sealed record ConfigurationStateValue(string Json, bool IsDefault, bool IsSecret)
{
    /// <summary>The same value, wherever it comes from. Secrets that are not known are never the same.</summary>
    public static bool AreEqual(ConfigurationStateValue? left, ConfigurationStateValue? right) =>
        left is null || right is null ? left == right : left.IsSecret == right.IsSecret && left.Json == right.Json && !(left.IsSecret && left.Json == ConfigurationChange.Masked);

    /// <summary>What may be shown.</summary>
    public string Shown => IsSecret ? ConfigurationChange.Masked : Json;

    /// <summary>Never shows a secret.</summary>
    public override string ToString() => Shown;
}
