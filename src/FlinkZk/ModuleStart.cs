using System.Management.Automation;

namespace FlinkZk;

/// <summary>Puts together, when the module is loaded, what knows nothing of each other.</summary>
public sealed class ModuleStart : IModuleAssemblyInitializer
{
    /// <inheritdoc/>
    // The rooms first: some of their exceptions derive from those of .NET.
    public void OnImport() => ErrorMapper.Tables =
        [new ZooKeeperErrors(), new ConfigurationErrors(), new CounterErrors(), new TreeErrors(), new ServerErrors(), new StreamErrors(), new FlinkErrors(), new UpgradeErrors(), new HaErrors(), new DeployErrors(), new GeneralErrors()];
}
