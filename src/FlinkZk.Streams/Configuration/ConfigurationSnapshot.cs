using System.Collections.ObjectModel;

namespace FlinkZk.Streams.Configuration;

/// <summary>One revision of a configuration, whole and unchanging.</summary>
/// <param name="Revision">The revision's number; 0 where there is no configuration.</param>
/// <param name="Values">The values by name.</param>
public sealed record ConfigurationSnapshot(long Revision, IReadOnlyDictionary<string, object?> Values)
{
    /// <summary>No configuration: revision 0, no values.</summary>
    public static ConfigurationSnapshot Empty { get; } = new(0, ReadOnlyDictionary<string, object?>.Empty);
}
