using System.Runtime.InteropServices;

namespace FlinkZk.Server.Log;

/// <summary>
/// Gives a file a name that nobody has, in one step. <c>File.Move</c> looks first and renames then on Unix: of two at once the later one takes the place of
/// the other. <c>link</c> does not; <c>unlink</c> follows. Windows' own move replaces nothing.
/// </summary>
internal static class ExclusiveName
{
    private const int Exists = 17; // EEXIST

    /// <summary>Gives it.</summary>
    /// <exception cref="IOException">Something bears the name, or it cannot be given.</exception>
    public static void Give(string from, string to)
    {
        if (!OperatingSystem.IsWindows() && Link(from, to) == 0)
            File.Delete(from);
        else if (!OperatingSystem.IsWindows() && Marshal.GetLastPInvokeError() == Exists)
            throw new IOException($"{to} exists already.");
        else
            // Also where the file system knows no links; and it says best what else is wrong.
            File.Move(from, to, overwrite: false);
    }

    [DllImport("libc", EntryPoint = "link", SetLastError = true, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Link([MarshalAs(UnmanagedType.LPUTF8Str)] string from, [MarshalAs(UnmanagedType.LPUTF8Str)] string to);
}
