using FlinkZk.Clusters.Configuration;

namespace FlinkZk.Clusters.Upgrades;

/// <summary>
/// Secrets of a deployment, by the names of arguments and settings. ZooKeeper keeps it without them: whoever goes on with a change, or goes back, gives them again. What comes out
/// of the configuration in ZooKeeper stands there already, and is compared with what it is later: that stays.
/// </summary>
public static class DeploymentSecrets
{
    /// <summary>The deployment without its secrets.</summary>
    public static FlinkDeployment Masked(FlinkDeployment deployment)
    {
        ArgumentNullException.ThrowIfNull(deployment);
        var known = deployment.ConfiguredKeys ?? [];
        return deployment with
        {
            Arguments = deployment.Arguments is { } arguments ? SecretArguments.Masked(arguments, known) : null,
            Configuration = deployment.Configuration?.ToDictionary(setting => setting.Key, setting => SecretArguments.IsSecret(setting.Key) && !known.Contains(setting.Key) ? SecretArguments.Mask : setting.Value, StringComparer.Ordinal),
        };
    }

    /// <summary>The deployment with the secrets that are given in place of those that it lacks.</summary>
    /// <param name="deployment">As ZooKeeper keeps it.</param>
    /// <param name="arguments">Arguments with secrets among them; null for none.</param>
    /// <param name="settings">Settings with secrets among them; null for none.</param>
    public static FlinkDeployment Filled(FlinkDeployment deployment, IReadOnlyList<string>? arguments, IReadOnlyDictionary<string, string>? settings)
    {
        ArgumentNullException.ThrowIfNull(deployment);
        return deployment with
        {
            Arguments = deployment.Arguments is { } own ? SecretArguments.Filled(own, arguments ?? []) : null,
            Configuration = deployment.Configuration?.ToDictionary(setting => setting.Key, setting => IsMissing(setting) && settings?.TryGetValue(setting.Key, out var given) == true ? given : setting.Value, StringComparer.Ordinal),
        };
    }

    /// <summary>Names those that ZooKeeper does not keep, for a sentence; null for none.</summary>
    public static string? Among(FlinkDeployment deployment)
    {
        ArgumentNullException.ThrowIfNull(deployment);
        return Listed([.. SecretArguments.Names(deployment.Arguments ?? []), .. (deployment.Configuration?.Keys ?? []).Where(SecretArguments.IsSecret)], deployment.ConfiguredKeys ?? []);
    }

    /// <summary>Names those without which it cannot be started, for a sentence; null for none.</summary>
    public static string? Missing(FlinkDeployment deployment)
    {
        ArgumentNullException.ThrowIfNull(deployment);
        return Listed([.. SecretArguments.Names(deployment.Arguments ?? [], onlyMasked: true), .. (deployment.Configuration ?? new Dictionary<string, string>()).Where(IsMissing).Select(setting => setting.Key)], []);
    }

    /// <summary>What must not be told again of a deployment.</summary>
    internal static IReadOnlyList<string> Values(FlinkDeployment? deployment) => SecretArguments.Values(deployment?.Arguments, deployment?.Configuration);

    private static bool IsMissing(KeyValuePair<string, string> setting) => setting.Value == SecretArguments.Mask && SecretArguments.IsSecret(setting.Key);

    private static string? Listed(IEnumerable<string> names, IReadOnlyList<string> known)
    {
        string[] all = [.. names.Except(known).Order(StringComparer.Ordinal)];
        return all.Length == 0 ? null : $"the secret{(all.Length > 1 ? "s" : "")} {string.Join(", ", all.Select(name => $"'{name}'"))}";
    }
}
