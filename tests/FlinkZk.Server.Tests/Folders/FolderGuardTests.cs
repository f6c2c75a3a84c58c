using System.Runtime.Versioning;
using FlinkZk.Server.Diagnostics;
using FlinkZk.Server.Errors;
using FlinkZk.Server.Log;
using FlinkZk.Server.Tests.Import;

namespace FlinkZk.Server.Tests.Folders;

/// <summary>Whose folder it is, and what is refused before anything in it is touched.</summary>
public sealed class FolderGuardTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("flinkzk-guard-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Folder => Path.Combine(_root, "folder");

    private string BackUp => Path.Combine(_root, "backup");

    private static readonly string[] Names =
    [
        "notes.txt", "log.application", "log.1", "snapshot.0", "log.00000001", "snapshot.0000000000000000", "log.00000001.tmp", "log.application.tmp", "snapshot.x.broken",
        "log.00000001.broken", "log.00000001.broken-2", "snapshot.00000000000000a5.unlogged", ".hidden", "log", "snapshot", "LOCK", "b.tmp", "b.log.tmp", "log.1.gz", "lost+found",
    ];

    public static TheoryData<string> Strangers => [.. Names];

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [MemberData(nameof(Strangers))]
    public async Task A_folder_in_which_somebody_elses_file_lies_is_refused_for_everything_and_not_changed(string name)
    {
        await MakeBackUpAsync();
        Directory.CreateDirectory(Folder);
        await File.WriteAllTextAsync(Path.Combine(Folder, name), "somebody's only copy", Cancellation);
        await RefusedForEverythingAsync(DataFolderProblem.NotOurs);
    }

    [Theory]
    [InlineData("some")]
    [InlineData("log.00000001")]
    [InlineData("snapshot.0000000000000000")]
    [InlineData("lock")]
    public async Task So_is_one_with_a_folder_or_a_link_whatever_its_name(string name)
    {
        await MakeBackUpAsync();
        var elsewhere = Path.Combine(_root, "elsewhere");
        await File.WriteAllTextAsync(elsewhere, "", Cancellation);
        File.CreateSymbolicLink(Path.Combine(Directory.CreateDirectory(Folder).FullName, name), elsewhere);
        await RefusedForEverythingAsync(DataFolderProblem.NotOurs);
        File.Delete(Path.Combine(Folder, name));
        Directory.CreateDirectory(Path.Combine(Folder, name));
        await RefusedForEverythingAsync(DataFolderProblem.NotOurs);
        Assert.Equal("", await File.ReadAllTextAsync(elsewhere, Cancellation));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task A_Java_servers_folder_is_refused_for_everything_and_named_as_such(bool version2, bool hasLock)
    {
        await MakeBackUpAsync();
        using var java = new JavaData();
        java.AddSnapshot(0, []);
        java.AddLog(1, JavaData.Create(1, "/a", 1));
        // A standalone server that has been at work for long gives its log a name as ours has it.
        java.AddLog(0x10000001, JavaData.Create(0x10000001, "/b", 2));
        if (hasLock)
            await File.WriteAllTextAsync(Path.Combine(java.Root, "lock"), "", Cancellation);
        Directory.Move(version2 ? java.Folder : java.Root, Folder);
        await RefusedForEverythingAsync(DataFolderProblem.JavaData);
        Directory.CreateDirectory(java.Root);
    }

    [Fact]
    public async Task A_folder_of_ours_with_other_things_in_it_is_used_and_those_are_left_alone()
    {
        await StartAndStopAsync();
        string[] strangers = [.. Names.Where(static name => !LogFiles.IsOurs(name)), "log.00000001.tmpx", "snapshot.00000000000000a5.tmp2"];
        foreach (var name in strangers)
            await File.WriteAllTextAsync(Path.Combine(Folder, name), name, Cancellation);
        await StartAndStopAsync();
        ZkDataFolder.Repair(Folder);
        await ZkDataFolder.BackUpAsync(Folder, BackUp, Cancellation);
        foreach (var name in strangers)
            Assert.Equal(name, await File.ReadAllTextAsync(Path.Combine(Folder, name), Cancellation));
    }

    [Fact]
    public async Task A_link_with_a_name_of_ours_in_a_folder_of_ours_is_refused_before_it_is_followed()
    {
        await StartAndStopAsync();
        var precious = Path.Combine(_root, "precious");
        await File.WriteAllTextAsync(precious, "data", Cancellation);
        File.CreateSymbolicLink(Path.Combine(Folder, "log.00000002"), precious);
        var refused = await Assert.ThrowsAsync<DataFolderException>(StartAndStopAsync);
        Assert.Contains("log.00000002", refused.Message, StringComparison.Ordinal);
        Assert.Equal("data", await File.ReadAllTextAsync(precious, Cancellation));
    }

    [Fact]
    public async Task A_volumes_own_folder_is_nobodys_file_and_the_rest_of_the_volume_is_free()
    {
        Directory.CreateDirectory(Path.Combine(Folder, "lost+found"));
        await StartAndStopAsync();
        await MakeBackUpAsync();
        Directory.CreateDirectory(Path.Combine(_root, "volume", "lost+found"));
        await ZkDataFolder.RestoreAsync(BackUp, Path.Combine(_root, "volume"), Cancellation);
    }

    [Fact]
    public async Task A_first_start_that_was_killed_before_its_log_had_a_name_is_no_strangers_folder()
    {
        Directory.CreateDirectory(Folder);
        await File.WriteAllTextAsync(Path.Combine(Folder, "lock"), "", Cancellation);
        await File.WriteAllBytesAsync(Path.Combine(Folder, "log.00000001.tmp"), new byte[5000], Cancellation);
        await StartAndStopAsync();
        Assert.False(File.Exists(Path.Combine(Folder, "log.00000001.tmp")));
    }

    [Fact]
    public async Task A_folder_is_not_looked_at_by_opening_its_pipes()
    {
        Directory.CreateDirectory(Folder);
        await StartAndStopAsync();
        using (var mkfifo = System.Diagnostics.Process.Start("mkfifo", Path.Combine(Folder, "log.1")))
            await mkfifo.WaitForExitAsync(Cancellation);
        await StartAndStopAsync().WaitAsync(TimeSpan.FromSeconds(20), Cancellation);
    }

    [Theory]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, false)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherExecute, true)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead, true)]
    public async Task A_folder_that_others_may_look_into_is_told_and_stays_as_it_is(UnixFileMode mode, bool isTold)
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("Windows has no such modes.");
        else
            await TellsAsync(mode, isTold);
    }

    [UnsupportedOSPlatform("windows")]
    private async Task TellsAsync(UnixFileMode mode, bool isTold)
    {
        Directory.CreateDirectory(Folder, mode);
        File.SetUnixFileMode(Folder, mode);
        var log = new LogListener();
        await using var server = await ZkServer.StartAsync(new() { DataPath = Folder, Log = log.Hear }, Cancellation);
        Assert.Equal(isTold, server.Recovery!.Findings.Any(static finding => finding.Contains("chmod 700", StringComparison.Ordinal)));
        if (isTold)
            await log.WaitForAsync(ZkServerLogEvents.RecoveryFinding);
        Assert.Equal(mode, File.GetUnixFileMode(Folder));
    }

    [Fact]
    public async Task What_is_made_is_the_owners_alone()
    {
        await MakeBackUpAsync();
        await ZkDataFolder.RestoreAsync(BackUp, Path.Combine(_root, "restored"), Cancellation);
        await using (var server = await ZkServer.StartAsync(new() { DataPath = Folder }, Cancellation))
        {
            await using var client = await RawClient.ConnectAsync(server.Port);
            await client.CreateAsync("/secret");
            await server.TakeSnapshotAsync();
            await server.BackUpAsync(BackUp + "-2", Cancellation);
            foreach (var entry in new DirectoryInfo(_root).EnumerateFileSystemInfos("*", SearchOption.AllDirectories))
                Assert.Equal((entry.FullName, entry is FileInfo ? UnixFileMode.UserRead | UnixFileMode.UserWrite : UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute), (entry.FullName, entry.UnixFileMode));
        }
    }

    [Fact]
    public async Task A_folder_of_ours_needs_no_import_and_is_told_so_however_it_was_named()
    {
        await StartAndStopAsync();
        using var java = new JavaData();
        java.AddLog(1, JavaData.Create(1, "/a", 1));
        foreach (var sources in (string[][])[[Folder], [java.Root, Folder]])
        {
            var refused = await Assert.ThrowsAsync<DataFolderException>(async () => await ZkDataFolder.ImportAsync(sources, null, Path.Combine(_root, "new"), Cancellation));
            Assert.Equal((DataFolderProblem.OwnData, Folder), (refused.Problem, refused.Path));
        }
        Assert.Equal(DataFolderProblem.OwnData, (await Assert.ThrowsAsync<DataFolderException>(async () => await ZkDataFolder.ImportAsync(java.Root, Folder, Path.Combine(_root, "new"), Cancellation))).Problem);
        Assert.False(Directory.Exists(Path.Combine(_root, "new")));
    }

    [Fact]
    public async Task A_folder_that_may_not_be_written_is_named_as_such()
    {
        await using var readOnly = await ReadOnlyFolder.MakeAsync(Folder);
        await MakeBackUpAsync();
        foreach (var attempt in (Func<Task>[])
                 [
                     StartAndStopAsync,
                     async () => await ZkServer.StartAsync(new() { DataPath = Path.Combine(Folder, "new") }, Cancellation),
                     async () => await ZkDataFolder.RestoreAsync(BackUp, Folder, Cancellation),
                     async () => await ZkDataFolder.RestoreAsync(BackUp, Path.Combine(Folder, "a", "b"), Cancellation),
                     () => MakeBackUpAsync(Path.Combine(Folder, "backup")),
                     () => MakeBackUpAsync(Path.Combine(Folder, "c", "backup")),
                 ])
        {
            var refused = await Assert.ThrowsAsync<DataFolderException>(attempt);
            Assert.Equal((DataFolderProblem.Denied, true), (refused.Problem, refused.Message.Contains(Folder, StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task Data_on_a_file_system_that_is_read_only_are_named_as_such_and_a_back_up_there_is_restored()
    {
        var source = Path.Combine(_root, "source");
        await using (await ZkServer.StartAsync(new() { DataPath = Path.Combine(source, "data") }, Cancellation))
            await MakeBackUpAsync(Path.Combine(source, "backup"));
        await using var readOnly = await ReadOnlyFolder.MakeAsync(Folder, source);
        Assert.Equal(DataFolderProblem.Denied, Assert.Throws<DataFolderException>(() => ZkDataFolder.Repair(Path.Combine(Folder, "data"))).Problem);
        await ZkDataFolder.RestoreAsync(Path.Combine(Folder, "backup"), Path.Combine(_root, "restored"), Cancellation);
    }

    [Theory]
    [InlineData("java", "java")]
    [InlineData("java/version-2", "java/version-2")]
    [InlineData("java/version-2", "java")]
    [InlineData("java", "java/new/deep")]
    [InlineData("java/version-2", "java/new")]
    [InlineData("java", "link/new")]
    [InlineData("link", "java/new")]
    [InlineData("link", "link")]
    [InlineData("java", ".")]
    public async Task What_is_imported_is_never_written_to_through_links_neither(string source, string target)
    {
        MakeJava();
        File.CreateSymbolicLink(Path.Combine(_root, "link"), "java/../java");
        var before = FolderTree.Of(_root);
        await Assert.ThrowsAsync<DataFolderException>(async () => await ZkDataFolder.ImportAsync(Path.Combine(_root, source), null, Path.Combine(_root, target), Cancellation));
        Assert.Equal(before, FolderTree.Of(_root));
    }

    [Fact]
    public async Task A_log_of_its_own_is_not_written_to_neither()
    {
        MakeJava();
        Directory.Move(Path.Combine(_root, "java"), Path.Combine(_root, "logs"));
        MakeJava();
        var refused = await Assert.ThrowsAsync<DataFolderException>(async () => await ZkDataFolder.ImportAsync(Path.Combine(_root, "java"), Path.Combine(_root, "logs"), Path.Combine(_root, "logs", "new"), Cancellation));
        Assert.Equal(DataFolderProblem.Overlap, refused.Problem);
    }

    [Fact]
    public async Task A_link_to_an_empty_folder_is_that_folder_and_one_that_leads_nowhere_is_told()
    {
        await MakeBackUpAsync();
        Directory.CreateDirectory(Path.Combine(_root, "volume"));
        File.CreateSymbolicLink(Folder, "volume");
        await ZkDataFolder.RestoreAsync(BackUp, Folder, Cancellation);
        await StartAndStopAsync();
        Assert.True(File.Exists(Path.Combine(_root, "volume", "log.00000001")));

        File.CreateSymbolicLink(Folder + "2", "nowhere");
        foreach (var attempt in (Func<Task>[])[async () => await ZkDataFolder.RestoreAsync(BackUp, Folder + "2", Cancellation), async () => await ZkServer.StartAsync(new() { DataPath = Folder + "2" }, Cancellation)])
            Assert.Contains("is a link to nowhere", (await Assert.ThrowsAsync<DataFolderException>(attempt)).Message, StringComparison.Ordinal);
        Assert.False(Path.Exists(Path.Combine(_root, "nowhere")));
    }

    private void MakeJava()
    {
        using var java = new JavaData();
        java.AddLog(1, JavaData.Create(1, "/a", 1));
        Directory.Move(java.Root, Path.Combine(_root, "java"));
        Directory.CreateDirectory(java.Root);
    }

    private async Task MakeBackUpAsync(string? file = null)
    {
        await using var server = await ZkServer.StartAsync(new(), Cancellation);
        await server.BackUpAsync(file ?? BackUp, Cancellation);
    }

    private async Task StartAndStopAsync()
    {
        await using var server = await ZkServer.StartAsync(new() { DataPath = Folder }, Cancellation);
    }

    private async Task RefusedForEverythingAsync(DataFolderProblem toTake)
    {
        var before = FolderTree.Of(Folder);
        using var java = new JavaData();
        java.AddLog(1, JavaData.Create(1, "/a", 1));
        foreach (var (problem, attempt) in ((DataFolderProblem, Func<Task>)[])
                 [
                     (toTake, StartAndStopAsync),
                     (toTake, () => Task.Run(() => ZkDataFolder.Repair(Folder), Cancellation)),
                     (toTake, async () => await ZkDataFolder.BackUpAsync(Folder, BackUp + "2", Cancellation)),
                     (DataFolderProblem.NotEmpty, async () => await ZkDataFolder.RestoreAsync(BackUp, Folder, Cancellation)),
                     (DataFolderProblem.NotEmpty, async () => await ZkDataFolder.ImportAsync(java.Root, null, Folder, Cancellation)),
                 ])
        {
            var refused = await Assert.ThrowsAsync<DataFolderException>(attempt);
            Assert.Equal(problem, refused.Problem);
            Assert.Contains(Folder, refused.Message, StringComparison.Ordinal);
            Assert.Equal(before, FolderTree.Of(Folder));
        }
        Assert.False(File.Exists(BackUp + "2"));
    }
}
