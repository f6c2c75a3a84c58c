using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace FlinkZk.Testing;

/// <summary>Signals to a process of ours.</summary>
public static partial class Signals
{
    public const int Interrupt = 2;
    public const int Kill = 9;
    public const int Terminate = 15;

    /// <summary>Stops a process until <see cref="Continue"/>; it cannot refuse.</summary>
    public static int Stop => OperatingSystem.IsLinux() ? 19 : 17;

    public static int Continue => OperatingSystem.IsLinux() ? 18 : 19;

    /// <summary>Whether one process can send another a signal here; Windows has none.</summary>
    public static bool Exist => !OperatingSystem.IsWindows();

    public static void Send(Process process, int signal)
    {
        if (SendTo(process.Id, signal) != 0)
            throw new InvalidOperationException($"The signal {signal} could not be sent to process {process.Id}: errno {Marshal.GetLastPInvokeError()}.");
    }

    /// <summary>
    /// A shell starts what runs in its background with SIGINT ignored, and children inherit that: the program under test would never see the signal.
    /// So it is taken back, before one is started.
    /// </summary>
    internal static void Heed()
    {
        if (OperatingSystem.IsLinux() && (IgnoredSignals() & (1UL << (Interrupt - 1))) != 0)
            _ = SetHandler(Interrupt, IntPtr.Zero);
    }

    private static ulong IgnoredSignals()
    {
        const string Field = "SigIgn:";
        var line = File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith(Field, StringComparison.Ordinal));
        return line is null ? 0 : ulong.Parse(line[Field.Length..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendTo(int process, int signal);

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial IntPtr SetHandler(int signal, IntPtr handler);
}
