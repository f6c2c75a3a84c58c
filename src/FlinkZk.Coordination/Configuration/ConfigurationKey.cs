namespace FlinkZk.Coordination;

/// <summary>Names of configured values.</summary>
public static class ConfigurationKey
{
    // PowerShell gives every object members of these names: $config.psobject is never a value, and a property of that name cannot be made.
    private static readonly HashSet<string> OfEveryObject = new(["PSObject", "PSBase", "PSAdapted", "PSExtended", "PSTypeNames"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether PowerShell has something else under this name on every object.</summary>
    public static bool IsReserved(string key) => OfEveryObject.Contains(key);

    /// <summary>Throws unless <paramref name="key"/> may be used.</summary>
    /// <exception cref="ArgumentException">Says what is wrong.</exception>
    public static void Validate(string? key)
    {
        EntityName.Validate(key, "configuration key");
        if (key == ConfigurationSchema.Key)
            throw new ArgumentException($"'{key}' cannot name a configuration key: it stands for the schema that values have to fit. Set-ZkConfigSchema lays one down.");
        if (IsReserved(key!))
            throw new ArgumentException($"'{key}' cannot name a configuration key: PowerShell has a member of this name on every object, so $config.{key} would never be the value. Choose another name.");
    }
}
