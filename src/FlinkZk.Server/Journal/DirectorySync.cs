using System.ComponentModel;
using System.Runtime.InteropServices;

namespace FlinkZk.Server.Journal;

/// <summary>
/// fsync of a directory: without it a file that was renamed or made may be gone after a power cut. .NET refuses to open a directory,
/// so this asks the C library. Windows has no such call, and NTFS keeps its names in its own journal.
/// </summary>
internal static class DirectorySync
{
    private const int OpenReadOnly = 0;

    public static void Flush(string path)
    {
        if (OperatingSystem.IsWindows())
            return;
        var descriptor = Open(path, OpenReadOnly);
        if (descriptor < 0)
            throw Failed(path);
        try
        {
            if (Sync(descriptor) != 0)
                throw Failed(path);
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    private static IOException Failed(string path)
    {
        var cause = new Win32Exception(Marshal.GetLastPInvokeError());
        return new($"The folder {path} cannot be synced to disk: {cause.Message}", cause);
    }

#pragma warning disable SYSLIB1054, CA2101 // source-generated P/Invoke needs unsafe code; the C library takes UTF-8
    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int Sync(int descriptor);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    private static extern int Close(int descriptor);
#pragma warning restore SYSLIB1054, CA2101
}
