using FlinkZk.Streams.Configuration;
using FlinkZk.Streams.Records;

namespace FlinkZk.Streams.Tests.Runtime;

/// <summary>A filter as a lambda.</summary>
internal sealed class Where(Func<IRow, ConfigurationSnapshot, bool> predicate) : IRowPredicate
{
    public bool Matches(IRow row, ConfigurationSnapshot configuration) => predicate(row, configuration);

    /// <summary>Lets records through whose value is above the configured threshold.</summary>
    public static Where AboveThreshold { get; } = new((row, configuration) =>
        row.TryGetValue("value", out var value) && (long)value! > (long)configuration.Values["threshold"]!);
}

/// <summary>A projection as a lambda.</summary>
internal sealed class Select(Func<IRow, ConfigurationSnapshot, IRow> selector) : IRowSelector
{
    IRow IRowSelector.Select(IRow row, ConfigurationSnapshot configuration) => selector(row, configuration);
}

/// <summary>A configuration that a test changes.</summary>
internal sealed class ManualFeed : IConfigurationFeed
{
    public ConfigurationSnapshot Current { get; private set; } = ConfigurationSnapshot.Empty;

    public int Looks { get; private set; }

    ConfigurationSnapshot IConfigurationFeed.Current
    {
        get
        {
            Looks++;
            return Current;
        }
    }

    public void Set(long revision, long threshold) =>
        Current = new ConfigurationSnapshot(revision, new Dictionary<string, object?> { ["threshold"] = threshold });
}
