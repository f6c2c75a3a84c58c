using System.Diagnostics;
using System.Runtime.InteropServices;

namespace FlinkZk.Host.Tests;

/// <summary>Signals to a process of ours.</summary>
internal static partial class Signals
{
    public const int Interrupt = 2;
    public const int Terminate = 15;
    public const int Kill = 9;

    public static void SkipWithout()
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("Windows has no signals that one process can send another.");
    }

    public static void Send(Process process, int signal) => Assert.Equal(0, SendTo(process.Id, signal));

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendTo(int process, int signal);
}
