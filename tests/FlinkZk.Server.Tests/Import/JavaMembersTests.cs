using System.Diagnostics;
using FlinkZk.Server.Errors;
using FlinkZk.Server.Storage;
using FlinkZk.Wire;

namespace FlinkZk.Server.Tests.Import;

/// <summary>The folders of an ensemble's members: the newest wins, and how the others differ is named.</summary>
public sealed class JavaMembersTests : IDisposable
{
    private readonly JavaData _a = new();
    private readonly JavaData _b = new();
    private readonly JavaData _c = new();
    private readonly string _target = Path.Combine(Path.GetTempPath(), $"flinkzk-members-{Guid.NewGuid():n}");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _a.Dispose();
        _b.Dispose();
        _c.Dispose();
        if (Directory.Exists(_target))
            Directory.Delete(_target, recursive: true);
    }

    [Fact]
    public async Task The_newest_is_taken_and_a_member_that_lags_is_told()
    {
        _a.AddLog(1, Script(5));
        _b.AddLog(1, Script(9));
        _c.AddLog(1, Script(9));
        var imported = await ImportAsync();
        Assert.Equal((9L, _b.Folder), (imported.LastZxid, imported.Source));
        Assert.Equal($"{_a.Folder} ends with 0x5, before 0x9; up to there it is the same as {_b.Folder}, which is used.", Assert.Single(imported.Findings));
        await using var server = await ZkServer.StartAsync(new() { DataPath = _target }, Cancellation);
        Assert.Equal(9 + 4, server.Statistics.Nodes);
    }

    [Fact]
    public async Task Members_that_were_written_apart_are_told()
    {
        _a.AddLog(1, [.. Script(4), JavaData.Create(5, "/another", 5)]);
        _b.AddLog(1, Script(9));
        _c.AddLog(1, [.. Script(8), JavaData.Create(9, "/another", 9)]);
        var findings = (await ImportAsync()).Findings;
        Assert.Equal(2, findings.Count);
        Assert.Contains($"{_a.Folder} ends with 0x5, and that is another transaction", findings[0], StringComparison.Ordinal);
        Assert.Contains($"{_c.Folder} ends with 0x9 as {_b.Folder} does, but with other nodes", findings[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_later_epoch_goes_before_a_higher_zxid()
    {
        // What a leader wrote that nobody followed any more.
        _a.AddLog(1, Script(9));
        _b.AddLog(1, Script(7));
        _c.AddLog(1, Script(6));
        File.WriteAllText(Path.Combine(_a.Folder, "currentEpoch"), "1");
        File.WriteAllText(Path.Combine(_b.Folder, "currentEpoch"), "2");
        var imported = await ImportAsync();
        Assert.Equal(7, imported.LastZxid);
        Assert.Contains(imported.Findings, finding => finding.StartsWith(_a.Folder, StringComparison.Ordinal) && finding.Contains("never acknowledged by a majority", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_damaged_member_is_passed_over_and_told_and_with_none_that_is_whole_nothing_is_made()
    {
        _a.AddLog(1, Script(9));
        _b.AddLog(1, Script(9));
        _c.AddLog(1, Script(9));
        Damage(_a);
        var imported = await ImportAsync();
        Assert.Contains($"{_a.Folder} is not used", Assert.Single(imported.Findings), StringComparison.Ordinal);
        Directory.Delete(_target, recursive: true);
        Damage(_b);
        Damage(_c);
        await Assert.ThrowsAsync<DataDamagedException>(ImportAsync);
        Assert.False(Directory.Exists(_target));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public async Task The_data_of_less_than_most_of_the_members_are_told_as_such(int given, bool isTold)
    {
        foreach (var member in (JavaData[])[_a, _b])
            member.AddLog(1, [.. Script(3), JavaData.Transaction(4, OpCode.SetData, static (ref JuteWriter writer) =>
            {
                writer.WriteString("/zookeeper/config");
                writer.WriteBytes("server.1=a:1:2:participant\nserver.2=b:1:2\nserver.3=c:1:2:participant\nserver.4=d:1:2:observer\nversion=0"u8);
                writer.WriteInt(1);
            })]);
        var imported = await ZkDataFolder.ImportAsync(given == 1 ? [_a.Root] : [_a.Root, _b.Root], null, _target, Cancellation);
        Assert.Equal(isTold, imported.Findings.Any(static finding => finding.Contains("3 voting members", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Log_folders_go_with_the_data_folders()
    {
        _a.AddSnapshot(0, []);
        _b.AddLog(1, Script(9));
        Assert.Equal(9, (await ZkDataFolder.ImportAsync([_a.Root], [_b.Root], _target, Cancellation)).LastZxid);
        await Assert.ThrowsAsync<ArgumentException>(async () => await ZkDataFolder.ImportAsync([_a.Root, _c.Root], [_b.Root], _target + "2", Cancellation));
    }

    [Fact]
    public async Task Nodes_that_are_too_large_to_be_set_again_are_told()
    {
        _a.AddLog(1, [.. Script(2), JavaData.Transaction(3, OpCode.Create2, static (ref JuteWriter writer) =>
        {
            writer.WriteString("/large");
            writer.WriteBuffer(new byte[3_000_000]);
            Acl.WriteList(ref writer, Acl.OpenUnsafe);
            writer.WriteBool(false);
            writer.WriteInt(3);
        })]);
        var finding = Assert.Single((await ZkDataFolder.ImportAsync(_a.Root, null, _target, Cancellation)).Findings);
        Assert.Contains("One node is larger than a request may be (1048575 bytes), the largest /large with 3000000 bytes", finding, StringComparison.Ordinal);
        Assert.Contains("jute.maxbuffer", finding, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_at_work_on_the_files_is_told_by_what_it_has_open()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells who has a file open.");
        _a.AddLog(1, Script(3));
        using var holder = Process.Start(new ProcessStartInfo("tail", ["-f", Path.Combine(_a.Folder, "log.1")]) { RedirectStandardOutput = true })!;
        try
        {
            await holder.StandardOutput.BaseStream.ReadExactlyAsync(new byte[1], Cancellation);
            var finding = Assert.Single((await ZkDataFolder.ImportAsync(_a.Root, null, _target, Cancellation)).Findings);
            Assert.Contains($"process {holder.Id} has {Path.Combine(_a.Folder, "log.1")} open", finding, StringComparison.Ordinal);
        }
        finally
        {
            holder.Kill();
        }
    }

    [Fact]
    public void Files_that_grow_or_come_while_they_are_read_are_told()
    {
        foreach (var change in (Action[])[() => File.AppendAllText(Path.Combine(_a.Folder, "log.1"), "x"), () => File.WriteAllText(Path.Combine(_a.Folder, "snapshot.9"), "x")])
        {
            _a.AddLog(1, Script(3));
            var watch = new SourceWatch(JavaFiles.Find(_a.Root, null));
            Assert.Empty(watch.Tell());
            change();
            Assert.Contains("seems to be at work", Assert.Single(watch.Tell()), StringComparison.Ordinal);
        }
    }

    private static byte[][] Script(int count) => [.. Enumerable.Range(0, count).Select(static i => JavaData.Create(i + 1, $"/{i}", i + 1))];

    private static void Damage(JavaData data)
    {
        var log = data["log.1"];
        log[60] ^= 1;
        data["log.1"] = log;
    }

    private async Task<ZkDataImport> ImportAsync() => await ZkDataFolder.ImportAsync([_a.Root, _b.Root, _c.Root], null, _target, Cancellation);
}
