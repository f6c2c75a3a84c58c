using System.Management.Automation;

namespace FlinkZk;

/// <summary>Closes the runspace's sessions when the module is removed, so that no lock or ephemeral node stays behind.</summary>
public sealed class ModuleCleanup : IModuleAssemblyCleanup
{
    /// <inheritdoc/>
    public void OnRemove(PSModuleInfo psModuleInfo) => ModuleState.Current.CloseAll();
}
