using System.Runtime.InteropServices;

namespace FlinkZk.Clusters.Machine;

/// <summary>Asks processes to end.</summary>
internal static class ProcessSignal
{
    private const int Termination = 15;

    /// <summary>Sends SIGTERM.</summary>
    /// <returns>False: it was not sent. Windows has no such thing.</returns>
    public static bool Terminate(int process) => !OperatingSystem.IsWindows() && Send(process, Termination) == 0;

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Send(int process, int signal);
}
