using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace FlinkZk.Faults.Runs;

/// <summary>A file system in memory that is small enough to be filled, where this process may mount one.</summary>
internal sealed class SmallDisk
{
    private const string BallastName = "ballast";
    private readonly string _folder;

    private SmallDisk(string folder) => _folder = folder;

    /// <summary>Mounts one on a folder.</summary>
    /// <returns>The disk, or why there is none.</returns>
    public static async Task<(SmallDisk? Disk, string? SkipReason)> TryMountAsync(string folder, int megabytes)
    {
        Directory.CreateDirectory(folder);
        var size = string.Create(CultureInfo.InvariantCulture, $"size={megabytes}m");
        return await RunAsync("mount", "-t", "tmpfs", "-o", size, "tmpfs", folder) is { } problem
            ? (null, $"A small file system cannot be mounted: {problem}")
            : (new(folder), null);
    }

    /// <summary>Takes all room that is left.</summary>
    public void Fill()
    {
        var piece = new byte[4096];
        try
        {
            using var ballast = new FileStream(Path.Combine(_folder, BallastName), FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
            while (true)
                ballast.Write(piece);
        }
        catch (IOException)
        {
            // Now it is full.
        }
    }

    /// <summary>Gives it back.</summary>
    public void Free() => File.Delete(Path.Combine(_folder, BallastName));

    /// <summary>Unmounts it, and keeps what lay on it in another folder.</summary>
    public async Task UnmountAsync(string keepAs)
    {
        if (await RunAsync("cp", "-r", _folder, keepAs) is { } lost)
            throw new InvalidOperationException($"{_folder} cannot be copied: {lost}");
        if (await RunAsync("umount", _folder) is { } problem)
            throw new InvalidOperationException($"{_folder} cannot be unmounted: {problem}");
    }

    /// <returns>What it complains of; null if it ended well.</returns>
    private static async Task<string?> RunAsync(string command, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
            var errors = await process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            return process.ExitCode == 0 ? null : errors.Trim();
        }
        catch (Win32Exception exception)
        {
            return exception.Message;
        }
    }
}
