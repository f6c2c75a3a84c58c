using System.Diagnostics;
using FlinkZk.Server.Log;
using FlinkZk.Server.Storage;
using FlinkZk.Testing;
using FlinkZk.Wire;

namespace FlinkZk.Server.Tests.Durable;

/// <summary>A file system of one megabyte that really fills up.</summary>
public sealed class SmallFileSystemTests : IAsyncLifetime
{
    private static readonly LogOptions Options = new() { SegmentSize = 64 * 1024, SpaceReserve = 16 * 1024, SpaceRetry = TimeSpan.FromMilliseconds(10) };

    private readonly string _path = Directory.CreateTempSubdirectory("flinkzk-full-").FullName;
    private bool _isMounted;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        if (OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess)
            _isMounted = await RunAsync("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", _path) == 0;
    }

    public async ValueTask DisposeAsync()
    {
        if (_isMounted)
            await RunAsync("umount", _path);
        Directory.Delete(_path, recursive: true);
    }

    [Fact]
    public async Task Writes_are_refused_while_it_is_full_before_and_after_a_restart_and_taken_once_there_is_room()
    {
        Assert.SkipUnless(_isMounted, "Only root on Linux can mount a small file system.");
        var ballast = Path.Combine(_path, "ballast");
        ConnectResponse session;
        var created = 0;
        await using (var server = await StartAsync())
        {
            await using var client = await RawClient.ConnectAsync(server.Port);
            session = client.Session;
            while ((await client.TryCreateAsync($"/{created}", new string('x', 1000))).Error == ErrorCode.Ok)
                created++;
            Assert.Contains("No space is left", server.Failure!.Message, StringComparison.Ordinal);
        }
        FillUp(ballast);

        await using (var server = await StartAsync())
        {
            await using var client = await RawClient.ConnectAsync(server.Port, session: session.SessionId, password: session.Password);
            Assert.Equal(created + 1, (await client.NamesAsync("/")).Length);
            Assert.Equal(ErrorCode.SystemError, (await client.TryCreateAsync("/no")).Error);
            Assert.NotNull(server.Failure);
            File.Delete(ballast);
            await Eventually.Async(() => server.Failure is null, "there is room again", Cancellation);
            await client.CreateAsync("/yes");
        }
        await using var again = await StartAsync();
        Assert.Equal(created + 1 + 4, again.Statistics.Nodes);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_has_no_room_is_told_and_leaves_nothing_but_what_was_there(bool exists)
    {
        Assert.SkipUnless(_isMounted, "Only root on Linux can mount a small file system.");
        var backUp = _path + "-backup";
        await using var server = await ZkServer.StartAsync(new(), Cancellation);
        await using (var client = await RawClient.ConnectAsync(server.Port))
            for (var i = 0; i < 30; i++)
                await client.CreateAsync($"/{i}", new string('x', 50_000));
        await server.BackUpAsync(backUp, Cancellation);
        await File.WriteAllTextAsync(Path.Combine(_path, "log.application"), "theirs", Cancellation);
        var target = exists ? Directory.CreateDirectory(Path.Combine(_path, "data")).FullName : Path.Combine(_path, "a", "b");
        try
        {
            await Assert.ThrowsAsync<DiskFullException>(async () => await server.BackUpAsync(Path.Combine(_path, "made", "backup"), Cancellation));
            await Assert.ThrowsAsync<DiskFullException>(async () => await ZkDataFolder.RestoreAsync(backUp, target, Cancellation));
            await Assert.ThrowsAsync<DiskFullException>(async () => await ZkDataFolder.ExportAsync(backUp, target, Cancellation));
            Assert.Equal("theirs", await File.ReadAllTextAsync(Path.Combine(_path, "log.application"), Cancellation));
            string[] left = exists ? ["data", "data/lock", "log.application"] : ["log.application"];
            Assert.Equal(left, Directory.GetFileSystemEntries(_path, "*", SearchOption.AllDirectories).Select(entry => Path.GetRelativePath(_path, entry)).Order(StringComparer.Ordinal));
        }
        finally
        {
            File.Delete(backUp);
        }
    }

    private Task<ZkServer> StartAsync() => ZkServer.StartAsync(new(), (database, apply) =>
    {
        var folder = FolderGuard.Start(_path);
        return ServerStorage.Open(folder.Disk, Options, database, apply, folder);
    }, Cancellation);

    private static void FillUp(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write);
        var block = new byte[4096];
        try
        {
            for (var at = 0L; ; at += block.Length)
                RandomAccess.Write(file, block, at);
        }
        catch (IOException)
        {
            // Full.
        }
    }

    private static async Task<int> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        await process.WaitForExitAsync(CancellationToken.None);
        return process.ExitCode;
    }
}
