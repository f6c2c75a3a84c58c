namespace FlinkZk.Streams.Configuration;

/// <summary>A configuration that does not change.</summary>
/// <param name="snapshot">The revision.</param>
public sealed class FixedConfiguration(ConfigurationSnapshot snapshot) : IConfigurationFeed
{
    /// <summary>No configuration.</summary>
    public static FixedConfiguration Empty { get; } = new(ConfigurationSnapshot.Empty);

    /// <inheritdoc/>
    public ConfigurationSnapshot Current { get; } = snapshot;
}
