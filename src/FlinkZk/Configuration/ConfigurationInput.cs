using System.Collections;
using System.Collections.Specialized;
using System.Globalization;
using System.Management.Automation;
using System.Security;
using FlinkZk.Coordination;
using StreamSnapshot = FlinkZk.Streams.Configuration.ConfigurationSnapshot;

namespace FlinkZk;

/// <summary>Turns what PowerShell hands over into the plain values that a configuration holds.</summary>
internal static class ConfigurationInput
{
    public static ConfigurationEdit Edit(string? job, string key, object? value, bool secret, ZkConfigType? type = null)
    {
        var plain = Plain(value, key, secret);
        // What a file of exported values holds in a secret's place: storing it would lose the secret.
        if (secret && plain is ConfigurationChange.Masked)
        {
            throw new FlinkZkException("SecretMasked", ErrorCategory.InvalidData, $"The value of '{key}' is {ConfigurationChange.Masked}, which is what views and files show of a secret.",
                "Give the secret itself, or leave its row out: Where-Object IsSecret -ne True.");
        }
        return ConfigurationEdit.Set(job, key, type is { } named ? TypedValue.As(named, plain, key, secret) : plain, secret);
    }

    /// <summary>The values of -Config.</summary>
    public static StreamSnapshot Snapshot(IDictionary config)
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in config)
        {
            var key = Convert.ToString(entry.Key, CultureInfo.InvariantCulture) ?? "";
            if (ConfigurationKey.IsReserved(key))
                ConfigurationKey.Validate(key);
            values[key] = entry.Value;
        }
        return new StreamSnapshot(0, values);
    }

    private static object? Plain(object? value, string key, bool secret) => value switch
    {
        PSObject { BaseObject: PSCustomObject } item => Properties(item, key, secret),
        PSObject wrapped => Plain(wrapped.BaseObject, key, secret),
        Duration duration => duration.Value,
        SecureString hidden when secret => new PSCredential("secret", hidden).GetNetworkCredential().Password,
        SecureString or PSCredential => throw new FlinkZkException(
            "SecretRefused", ErrorCategory.InvalidArgument, $"The value of '{key}' is a {value.GetType().Name}: it would lie in ZooKeeper in the clear.",
            "With -Secret a SecureString is stored all the same: views then show ***, but whoever may read the node can read it. Protect the node with -Credential."),
        IDictionary map => Entries(map, key, secret),
        string or byte[] => value,
        IEnumerable items => items.Cast<object?>().Select(item => Plain(item, key, secret)).ToArray(),
        _ => value,
    };

    private static OrderedDictionary Properties(PSObject item, string key, bool secret)
    {
        var plain = new OrderedDictionary();
        foreach (var property in item.Properties)
            plain[property.Name] = Plain(property.Value, key, secret);
        return plain;
    }

    private static OrderedDictionary Entries(IDictionary map, string key, bool secret)
    {
        var plain = new OrderedDictionary();
        foreach (DictionaryEntry entry in map)
            plain[entry.Key] = Plain(entry.Value, key, secret);
        return plain;
    }
}
