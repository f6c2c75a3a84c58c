namespace FlinkZk.Server.Log;

/// <summary>No space is left: told apart from other failures, because reading can go on and space can be made.</summary>
internal sealed class DiskFullException : IOException
{
    private const int DiskFull = unchecked((int)0x80070070); // ERROR_DISK_FULL, on every system: who knows this class only as what it derives from tells it by that

    public DiskFullException(string path, Exception? cause = null)
        : base($"No space is left on the disk for {path}. Make room there.", cause) => HResult = DiskFull;

    /// <summary>Whether the operating system said so: ENOSPC, EDQUOT; ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL.</summary>
    public static bool IsCause(IOException e) => OperatingSystem.IsWindows()
        ? e.HResult is unchecked((int)0x80070027) or unchecked((int)0x80070070)
        : e.HResult is 28 or 122;

    /// <summary>Whether a reservation failed for want of space: .NET says that, and only that, with the general number (COR_E_IO).</summary>
    public static bool IsCauseOfReservation(IOException e) => e.GetType() == typeof(IOException) && e.HResult == unchecked((int)0x80131620);
}
