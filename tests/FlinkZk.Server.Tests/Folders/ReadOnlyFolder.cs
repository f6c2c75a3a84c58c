using System.Diagnostics;

namespace FlinkZk.Server.Tests.Folders;

/// <summary>A folder that this user cannot write to; for root, whom no rights stop, by a mount.</summary>
internal sealed class ReadOnlyFolder : IAsyncDisposable
{
    private readonly string _path;

    private ReadOnlyFolder(string path) => _path = path;

    /// <summary>Makes it, empty or with the content of another.</summary>
    public static async Task<ReadOnlyFolder> MakeAsync(string path, string? content = null)
    {
        Directory.CreateDirectory(path);
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Only root on Linux can mount a file system.");
        Assert.SkipUnless(await RunAsync("mount", "--bind", content ?? path, path) == 0, "A file system could not be mounted.");
        await RunAsync("mount", "-o", "remount,bind,ro", path);
        return new(path);
    }

    public async ValueTask DisposeAsync() => await RunAsync("umount", _path);

    private static async Task<int> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        await process.WaitForExitAsync(CancellationToken.None);
        return process.ExitCode;
    }
}
