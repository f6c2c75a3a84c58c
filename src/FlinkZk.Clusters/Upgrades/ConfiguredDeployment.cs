using System.Globalization;
using FlinkZk.Coordination;

namespace FlinkZk.Clusters.Upgrades;

/// <summary>How configured values come into the way in which a job is started: as its program's arguments, <c>--key value</c> as Flink's ParameterTool reads them, or as Flink's settings.</summary>
public static class ConfiguredDeployment
{
    /// <summary>A deployment with the values of a revision. What an earlier one had brought and this one does not have goes; arguments and settings of other names stay as they are.</summary>
    /// <param name="deployment">How the job is started now.</param>
    /// <param name="values">The values, by key, as texts.</param>
    /// <param name="revision">Their revision.</param>
    /// <param name="asSettings">Whether they are settings of Flink; otherwise arguments.</param>
    public static FlinkDeployment Of(FlinkDeployment deployment, IReadOnlyDictionary<string, string> values, long revision, bool asSettings)
    {
        ArgumentNullException.ThrowIfNull(deployment);
        ArgumentNullException.ThrowIfNull(values);
        // Whichever way they came in before.
        var former = deployment.ConfiguredKeys ?? [];
        var arguments = Without(deployment.Arguments ?? [], asSettings ? former : [.. former.Except(values.Keys)]);
        var settings = (deployment.Configuration ?? new Dictionary<string, string>()).Where(setting => !former.Contains(setting.Key)).ToDictionary(StringComparer.Ordinal);
        foreach (var (key, value) in values.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (asSettings)
                settings[key] = value;
            else
                SetArgument(arguments, key, value);
        }
        return deployment with
        {
            Arguments = arguments.Count > 0 ? arguments : null,
            Configuration = settings.Count > 0 ? settings : null,
            ConfiguredKeys = [.. values.Keys.Order(StringComparer.Ordinal)],
            Revision = revision,
        };
    }

    /// <summary>Whether a job that is started in one of the two ways has to be started anew for the other.</summary>
    public static bool IsSame(FlinkDeployment left, FlinkDeployment right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        var (before, after) = (left.Configuration ?? new Dictionary<string, string>(), right.Configuration ?? new Dictionary<string, string>());
        return (left.Arguments ?? []).SequenceEqual(right.Arguments ?? [], StringComparer.Ordinal)
            && before.Count == after.Count && before.All(setting => after.TryGetValue(setting.Key, out var value) && value == setting.Value);
    }

    /// <summary>A value as a program reads it: text as it is, all else as its JSON.</summary>
    public static string Text(ConfigurationValue value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Value switch
        {
            string text => text,
            IFormattable number and not DateTime => number.ToString(null, CultureInfo.InvariantCulture),
            var other => ConfigurationJson.Encode(other),
        };
    }

    private static List<string> Without(IReadOnlyList<string> arguments, IReadOnlyCollection<string> keys)
    {
        var left = new List<string>(arguments);
        foreach (var key in keys)
        {
            if (Find(left, key) is var index and >= 0)
                left.RemoveRange(index, HasValue(left, index) ? 2 : 1);
        }
        return left;
    }

    private static void SetArgument(List<string> arguments, string key, string value)
    {
        if (Find(arguments, key) is var index and >= 0)
        {
            if (HasValue(arguments, index))
                arguments[index + 1] = value;
            else
                arguments.Insert(index + 1, value);
        }
        else
        {
            arguments.Add($"--{key}");
            arguments.Add(value);
        }
    }

    private static int Find(List<string> arguments, string key) => arguments.FindIndex(argument => argument == $"--{key}" || argument == $"-{key}");

    // A negative number is a value (ParameterTool.fromArgs).
    private static bool HasValue(List<string> arguments, int index) => index + 1 < arguments.Count
        && (!arguments[index + 1].StartsWith('-') || double.TryParse(arguments[index + 1], NumberStyles.Float, CultureInfo.InvariantCulture, out _));
}
