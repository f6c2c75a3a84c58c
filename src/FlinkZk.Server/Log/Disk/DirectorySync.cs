using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace FlinkZk.Server.Log;

/// <summary>
/// fsync of a directory: on Unix a new or renamed file can be gone after a loss of power until its directory is synced too. .NET refuses to
/// open a directory (<c>SafeFileHandle.Unix.cs</c>), so <c>open</c> is called by hand. Windows has no such call: NTFS logs its names itself.
/// </summary>
internal static class DirectorySync
{
    private const int ReadOnly = 0;

    public static void Run(string path)
    {
        if (OperatingSystem.IsWindows())
            return;
        using var handle = new SafeFileHandle(Open(path, ReadOnly), ownsHandle: true);
        if (handle.IsInvalid)
            throw new IOException($"The directory {path} cannot be opened to sync it (errno {Marshal.GetLastPInvokeError()}).");
        RandomAccess.FlushToDisk(handle);
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);
}
