using System.Runtime.InteropServices;

namespace FlinkZk.Clusters.Configuration;

/// <summary>What a file of Linux is beside its content and its name: which one, whose, and who may do what with it. .NET asks for none of it but the mode.</summary>
internal static class UnixFile
{
    private const int Here = -100; // AT_FDCWD
    private const int OfDescriptor = 0x1000; // AT_EMPTY_PATH
    private const uint Basic = 0x7ff; // STATX_BASIC_STATS
    private const int LongestAttribute = 1 << 16;
    private const int NotSupported = 95; // EOPNOTSUPP

    /// <summary>Asks of an open file.</summary>
    /// <returns>Null: it cannot be told.</returns>
    public static FileFacts? Of(FileStream stream) => OperatingSystem.IsLinux() ? Ask(Descriptor(stream), "", OfDescriptor) : null;

    /// <summary>Asks of the file that a path leads to, links followed.</summary>
    /// <returns>Null: it cannot be told.</returns>
    public static FileFacts? At(string path) => OperatingSystem.IsLinux() ? Ask(Here, path, 0) : null;

    /// <summary>Gives a file the owner, the group, the mode, the access list and the labels of another.</summary>
    /// <returns>False: it has not all of them.</returns>
    public static bool TryMakeAlike(FileStream file, FileStream model)
    {
        if (OperatingSystem.IsWindows() || Of(model) is not { } wanted || Of(file) is not { } has)
            return false;
        if ((has.User, has.Group) != (wanted.User, wanted.Group) && SetOwner(Descriptor(file), wanted.User, wanted.Group) != 0)
            return false;
        // Behind the owner: whoever gives a file away takes special bits off it.
        File.SetUnixFileMode(file.SafeFileHandle, (UnixFileMode)(wanted.Mode & 0xFFF));
        if (Attributes(model) is not { } attributes)
            return false;
        foreach (var (name, value) in attributes)
        {
            if (Attribute(file, name)?.AsSpan().SequenceEqual(value) != true && SetAttribute(Descriptor(file), name, value, (nuint)value.Length, 0) != 0)
                return false;
        }
        return Of(file) is { } now && (now.User, now.Group, now.Mode) == (wanted.User, wanted.Group, wanted.Mode) && Attributes(file)?.Count == attributes.Count;
    }

    /// <summary>Has the names in a folder survive a loss of power.</summary>
    public static void SyncFolder(string path)
    {
        if (!OperatingSystem.IsLinux())
            return;
        var descriptor = Open(path, 0);
        if (descriptor < 0)
            return;
        _ = Sync(descriptor);
        _ = Close(descriptor);
    }

    private static FileFacts? Ask(int descriptor, string path, int flags)
    {
        try
        {
            var status = default(Statx);
            return AskStatus(descriptor, path, flags, Basic, ref status) == 0
                ? new(((ulong)status.Major << 32) | status.Minor, status.Inode, status.Links, status.User, status.Group, status.Mode) : null;
        }
        // An old C library.
        catch (EntryPointNotFoundException)
        {
            return null;
        }
    }

    private static Dictionary<string, byte[]>? Attributes(FileStream file)
    {
        var buffer = new byte[LongestAttribute];
        var length = ListAttributes(Descriptor(file), buffer, (nuint)buffer.Length);
        // A file system that has none says so.
        if (length < 0)
            return Marshal.GetLastPInvokeError() == NotSupported ? [] : null;
        var found = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var name in System.Text.Encoding.UTF8.GetString(buffer, 0, (int)length).Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            if (Attribute(file, name) is not { } value)
                return null;
            found.Add(name, value);
        }
        return found;
    }

    private static byte[]? Attribute(FileStream file, string name)
    {
        var buffer = new byte[LongestAttribute];
        var length = ReadAttribute(Descriptor(file), name, buffer, (nuint)buffer.Length);
        return length < 0 ? null : buffer[..(int)length];
    }

    private static int Descriptor(FileStream stream) => (int)stream.SafeFileHandle.DangerousGetHandle();

    [DllImport("libc", EntryPoint = "statx", SetLastError = true, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int AskStatus(int descriptor, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, ref Statx status);

    [DllImport("libc", EntryPoint = "fchown", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetOwner(int descriptor, uint user, uint group);

    [DllImport("libc", EntryPoint = "flistxattr", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint ListAttributes(int descriptor, byte[] list, nuint size);

    [DllImport("libc", EntryPoint = "fgetxattr", SetLastError = true, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint ReadAttribute(int descriptor, [MarshalAs(UnmanagedType.LPUTF8Str)] string name, byte[] value, nuint size);

    [DllImport("libc", EntryPoint = "fsetxattr", SetLastError = true, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetAttribute(int descriptor, [MarshalAs(UnmanagedType.LPUTF8Str)] string name, byte[] value, nuint size, int flags);

    [DllImport("libc", EntryPoint = "open", SetLastError = true, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Sync(int descriptor);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int descriptor);

    // struct statx of linux/stat.h, the same on every processor; 256 bytes in all.
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Statx
    {
        [FieldOffset(16)]
        public uint Links;

        [FieldOffset(20)]
        public uint User;

        [FieldOffset(24)]
        public uint Group;

        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(32)]
        public ulong Inode;

        [FieldOffset(136)]
        public uint Major;

        [FieldOffset(140)]
        public uint Minor;
    }
}
