using System.Management.Automation;

namespace FlinkZk;

/// <summary>Closes the runspace's sessions when the module is removed, so that no lock or ephemeral node stays behind.</summary>
public sealed class ModuleCleanup : IModuleAssemblyCleanup
{
    /// <inheritdoc/>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        ArgumentNullException.ThrowIfNull(psModuleInfo);
        // A second copy, imported from elsewhere, is the same assembly to PowerShell, and goes on using what is open.
        if (IsImportedFromElsewhere(psModuleInfo))
            return;
        RunspaceSubscriptions.Current.Unsubscribe();
        ModuleState.Current.CloseAll();
    }

    private static bool IsImportedFromElsewhere(PSModuleInfo removed)
    {
        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        return shell.AddCommand("Get-Module").AddParameter("Name", removed.Name).Invoke<PSModuleInfo>()
            .Any(module => module.ImplementingAssembly == removed.ImplementingAssembly && module.Path != removed.Path);
    }
}
