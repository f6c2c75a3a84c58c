namespace FlinkZk;

/// <summary>Files that only their owner may read.</summary>
internal static class SecretFile
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writes one; one that is there is narrowed before anything goes into it. On Windows it has the rights of its folder.</summary>
    public static void Write(string path, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = Owner;
        using var stream = new FileStream(path, options);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(stream.SafeFileHandle, Owner);
        stream.SetLength(0);
        using var writer = new StreamWriter(stream);
        writer.Write(text);
    }
}
