using System.Globalization;

namespace FlinkZk.Clusters.Configuration;

/// <summary>Values that have the form of their key's type, and are none of those that Flink takes.</summary>
internal static class SpecialValues
{
    private const int LastPort = 65535;

    // RestartStrategyOptions.RestartStrategyType, and StateBackendLoader; what has a dot is a class.
    private static readonly string[] RestartStrategies = ["none", "off", "disable", "fixed-delay", "fixeddelay", "failure-rate", "failurerate", "exponential-delay", "exponentialdelay"];
    private static readonly string[] StateBackends = ["hashmap", "rocksdb", "forst", "filesystem", "jobmanager", "rocksdb_incremental"];

    private static readonly (Func<string, bool> IsFor, Func<string, string?> Refuse)[] Table =
    [
        (key => key.EndsWith(".port", StringComparison.Ordinal) || key.EndsWith(".ports", StringComparison.Ordinal) || key.EndsWith(".bind-port", StringComparison.Ordinal), Ports),
        (key => key == "restart-strategy.type", value => OneOf(value, RestartStrategies)),
        (key => key == "state.backend.type", value => OneOf(value, StateBackends)),
        (key => key is "restart-strategy.fixed-delay.attempts" or "restart-strategy.failure-rate.max-failures-per-interval", value => AtLeast(value, 0)),
        (key => key is "taskmanager.numberOfTaskSlots" or "parallelism.default", value => AtLeast(value, 1)),
        (key => key == "high-availability.zookeeper.quorum", Quorum),
    ];

    /// <summary>What is wrong with it, a sentence; null for nothing.</summary>
    /// <param name="key">The key's present name.</param>
    /// <param name="value">A value that its type allows.</param>
    public static string? Refuse(string key, string value)
    {
        foreach (var (isFor, refuse) in Table)
        {
            if (isFor(key) && refuse(value) is { } wrong)
                return wrong;
        }
        return null;
    }

    // NetUtils.getPortRangeFromString: 50100, 50100-50200, and several of them.
    private static string? Ports(string value)
    {
        foreach (var part in value.Split(',', StringSplitOptions.TrimEntries))
        {
            var ends = part.Split('-', 2, StringSplitOptions.TrimEntries);
            var ports = Array.ConvertAll(ends, end => int.TryParse(end, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= LastPort ? port : -1);
            if (ports.Contains(-1))
                return $"'{part}' is no port: those are from 0, for any that is free, to {LastPort}.";
            if (ports is [var first, var last] && first > last)
                return $"The range '{part}' ends before it begins.";
        }
        return null;
    }

    private static string? OneOf(string value, string[] known) =>
        value.Contains('.', StringComparison.Ordinal) || known.Contains(value, StringComparer.OrdinalIgnoreCase) ? null : $"Flink knows none of this name; it has {string.Join(", ", known.Where(name => !name.Contains('_', StringComparison.Ordinal)))}.";

    private static string? AtLeast(string value, int least) => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number < least ? $"It is to be {least} or more." : null;

    // ConnectStringParser splits at commas, and takes blanks around them away.
    private static string? Quorum(string value) =>
        value.Contains(';', StringComparison.Ordinal) || value.Split(',', StringSplitOptions.TrimEntries).Any(server => server.Any(char.IsWhiteSpace)) ? "Its servers are separated by commas: zk1:2181,zk2:2181,zk3:2181." : null;
}
