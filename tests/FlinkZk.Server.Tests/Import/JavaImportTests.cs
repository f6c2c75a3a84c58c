using FlinkZk.Server.Errors;
using FlinkZk.Server.Storage;
using FlinkZk.Wire;

namespace FlinkZk.Server.Tests.Import;

/// <summary>Java's files, made by hand: what is read of them, and what is refused.</summary>
public sealed class JavaImportTests : IDisposable
{
    private const int Transactions = 9;
    private readonly JavaData _data = new();

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData(0x100012345670000, "4BE494D27CC739BAA123244A251A7415")]
    [InlineData(-72057594037927936, "F22ACD4A97E69D6D20A49BB638EADB38")]
    [InlineData(1, "054CC74A37327DB215E702E20C73F005")]
    public void A_sessions_password_is_the_one_that_java_gave_it(long session, string password) => Assert.Equal(password, Convert.ToHexString(JavaPassword.Of(session)));

    [Theory]
    [InlineData("", 1)]
    [InlineData("a", 0x00620062)]
    [InlineData("Wikipedia", 0x11E60398)]
    public void The_checksum_is_adlers(string text, uint expected) => Assert.Equal(expected, Adler32.Of(System.Text.Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void What_older_versions_wrote_is_read()
    {
        _data.AddLog(
            1,
            JavaData.Transaction(1, OpCode.CreateSession, static (ref JuteWriter writer) => writer.WriteInt(4000)),
            JavaData.Create(2, "/a", creates: -1, type: OpCode.Create),
            JavaData.Create(3, "/e", creates: 2, ephemeral: true, type: OpCode.Create),
            JavaData.Create(4, "/a/c", creates: 1, type: OpCode.Create),
            JavaData.Transaction(5, OpCode.CloseSession, static (ref JuteWriter _) => { }),
            JavaData.Transaction(6, OpCode.Error, static (ref JuteWriter writer) => writer.WriteInt(-101)));
        _data.Read(import =>
        {
            var tree = import.Database.Tree;
            Assert.Equal((6, 6), (import.Database.LastZxid, tree.Count));
            Assert.Equal(new Stat(0, 0, 0, 0, 0, 2, 0, 0, 0, 2, 5), tree.Root.ToStat());
            Assert.Equal(new Stat(2, 2, 1002, 1002, 0, 1, 0, 0, 3, 1, 4), tree.Find("/a")!.ToStat());
            Assert.Empty(import.Database.Sessions);
            return 0;
        });
    }

    [Fact]
    public void A_close_names_its_nodes_and_a_failed_multi_changes_nothing()
    {
        _data.AddLog(
            1,
            JavaData.Create(1, "/e", creates: 1, ephemeral: true),
            JavaData.Transaction(2, OpCode.Multi, static (ref JuteWriter writer) =>
            {
                writer.WriteInt(2);
                writer.WriteInt((int)OpCode.Delete);
                writer.WriteBuffer([0, 0, 0, 2, (byte)'/', (byte)'e']);
                writer.WriteInt((int)OpCode.Error);
                writer.WriteBuffer([0, 0, 0, 1]);
            }),
            JavaData.Transaction(3, OpCode.CloseSession, static (ref JuteWriter writer) =>
            {
                writer.WriteStrings(["/e"]);
                writer.WriteInt(2); // a digest that is not the tree's
                writer.WriteLong(12345);
            }));
        _data.Read(import =>
        {
            Assert.Null(import.Database.Tree.Find("/e"));
            Assert.Equal(3, import.Database.Tree.Root.Pzxid);
            Assert.Contains("digest", Assert.Single(import.Findings), StringComparison.Ordinal);
            return 0;
        });
    }

    [Fact]
    public void A_fuzzy_snapshot_and_the_log_behind_it_are_the_whole_state()
    {
        // Taken from 2 on; it has seen 4 (a node with a list that came after the lists were written) and 5 (the end of /gone).
        _data.AddSnapshot(2, [("/new", 7, new(4, 4, 1004, 1004, 4, 0, 0, 0, 0)), ("/old", 1, new(1, 1, 1001, 1001, 1, 0, 0, 0, 3))], lastZxid: 5, rootCreates: 1);
        _data.AddLog(1, JavaData.Create(1, "/old", 1), JavaData.Create(2, "/before", 2), JavaData.Create(3, "/gone", 2));
        _data.AddLog(4, JavaData.Create(4, "/new", 3), JavaData.Transaction(5, OpCode.Delete, static (ref JuteWriter writer) => writer.WriteString("/gone")));
        _data.Read(import =>
        {
            var tree = import.Database.Tree;
            Assert.Equal((5, 3L), (import.Database.LastZxid, import.Replayed));
            Assert.Equal((3, 5L), (tree.Root.Creates, tree.Root.Pzxid));
            Assert.Same(Acl.OpenUnsafe, import.Database.AclOf(tree.Find("/new")!));
            Assert.Equal(Permissions.Read, import.Database.AclOf(tree.Find("/old")!)[0].Permissions);
            Assert.Null(tree.Find("/gone"));
            Assert.Equal((5000, "0x77, 5000 ms"), (import.Database.Sessions[0x77].Timeout, import.Database.Sessions[0x77].ToString()));
            return 0;
        });
    }

    [Fact]
    public void A_snapshot_that_has_seen_more_than_the_log_is_refused()
    {
        _data.AddSnapshot(2, [("/new", -1, new(4, 4, 1004, 1004, 4, 0, 0, 0, 0))], lastZxid: 5, rootCreates: 3);
        _data.AddLog(1, JavaData.Create(1, "/a", 1), JavaData.Create(2, "/b", 2), JavaData.Create(3, "/c", 3));
        var refused = Refused();
        Assert.Equal((4, 5), (refused.FirstZxid, refused.LastZxid));
    }

    [Fact]
    public void A_list_that_nobody_tells_is_refused()
    {
        _data.AddSnapshot(2, [("/new", 7, new(2, 2, 1004, 1004, 2, 0, 0, 0, 0))], rootCreates: 1);
        Assert.Contains("list of access", Refused().Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0x100000003, 0x200000001, true)]
    [InlineData(0x100000003, 0x500000001, true)]
    [InlineData(0x100000003, 0x100000004, true)]
    [InlineData(0x100000003, 0x100000005, false)]
    [InlineData(0x100000003, 0x200000002, false)]
    [InlineData(0x100000003, 0x100000001, false)]
    public void Transactions_follow_one_another_over_epochs(long last, long next, bool follows)
    {
        _data.AddSnapshot(last, []);
        _data.AddLog(next, JavaData.Create(next, "/a", 1));
        if (follows)
            Assert.Equal(next, _data.Read(static import => import.Database.LastZxid));
        else if (next > last)
            Assert.Equal((last + 1, next - 1), (Refused().FirstZxid, Refused().LastZxid));
        else
            Assert.Equal(last, _data.Read(static import => import.Database.LastZxid));
    }

    [Fact]
    public void Without_a_snapshot_the_log_has_to_begin_at_the_beginning()
    {
        _data.AddLog(2, JavaData.Create(2, "/a", 1));
        Assert.Equal(1, Refused().FirstZxid);
    }

    [Fact]
    public void Any_bit_that_flips_in_a_log_costs_nothing_or_is_refused()
    {
        var log = JavaData.Log(Script());
        for (var bit = 0; bit < (log.Length - 150) * 8; bit++)
        {
            log[bit / 8] ^= (byte)(1 << (bit % 8));
            _data["log.1"] = log;
            if (TryRead() is { } last)
                Assert.True(last == Transactions, $"bit {bit}: {last} of {Transactions}");
            log[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void A_log_that_is_cut_at_any_byte_ends_with_its_last_whole_transaction_and_that_is_told()
    {
        var whole = JavaData.Log(Script());
        var ends = Enumerable.Range(0, Transactions + 1).Select(count => JavaData.Log(Script()[..count]).Length - 200).ToList();
        for (var length = 16; length < whole.Length; length++)
        {
            _data["log.1"] = [.. whole[..length], .. new byte[100]];
            var expected = Math.Max(0, ends.FindLastIndex(end => end <= length));
            var (last, findings) = _data.Read(static import => (import.Database.LastZxid, import.Findings.Count));
            Assert.Equal((length, expected), (length, last));
            // Zeros that were cut off are as if they were there.
            var seen = expected < Transactions && whole[ends[expected]..length].Any(static value => value != 0);
            Assert.Equal((length, seen ? 1 : 0), (length, findings));
        }
    }

    [Fact]
    public void Zeros_in_the_middle_are_refused_with_file_offset_and_zxid()
    {
        var whole = JavaData.Log(Script());
        var end = JavaData.Log(Script()[..(Transactions - 1)]).Length - 200;
        foreach (var size in (int[])[16, 64, 256])
            for (var at = 16; at + size < end; at += 8)
            {
                var log = whole.ToArray();
                log.AsSpan(at, size).Clear();
                _data["log.1"] = log;
                var refused = Refused();
                Assert.Equal(Path.Combine(_data.Folder, "log.1"), refused.File);
                Assert.InRange(refused.Offset, 16, at);
                Assert.InRange(refused.FirstZxid, 1, Transactions);
            }
    }

    [Fact]
    public void A_file_that_is_missing_or_ends_too_early_shows_in_the_next_one()
    {
        var script = Script();
        _data.AddLog(1, script[..3]);
        _data.AddLog(4, script[3..6]);
        _data.AddLog(7, script[6..]);
        Assert.Equal(Transactions, TryRead());
        _data.AddLog(4, script[3..5]);
        Assert.Equal((6, 6), (Refused().FirstZxid, Refused().LastZxid));
        File.Delete(Path.Combine(_data.Folder, "log.4"));
        Assert.Equal((4, 6), (Refused().FirstZxid, Refused().LastZxid));
    }

    [Fact]
    public void Any_bit_that_flips_in_the_newest_snapshot_is_passed_over_if_the_log_reaches_it_and_refused_otherwise()
    {
        var script = Script();
        _data.AddSnapshot(0, []);
        _data.AddLog(1, script[..6]);
        _data.AddSnapshot(4, [("/0", -1, new(1, 1, 1001, 1001, 1, 0, 0, 0, 0)), ("/1", 1, new(2, 2, 1002, 1002, 2, 0, 0, 0, 0))], lastZxid: 5, rootCreates: 4);
        var snapshot = _data["snapshot.4"];
        for (var bit = 0; bit < snapshot.Length * 8; bit++)
        {
            snapshot[bit / 8] ^= (byte)(1 << (bit % 8));
            _data["snapshot.4"] = snapshot;
            Assert.Equal((bit, 6), (bit, TryRead()));
            snapshot[bit / 8] ^= (byte)(1 << (bit % 8));
        }
        snapshot[100] ^= 1;
        _data["snapshot.4"] = snapshot;
        _data.AddLog(1, script[..3]);
        Assert.Equal((4, 4), (Refused().FirstZxid, Refused().LastZxid));
    }

    [Fact]
    public async Task A_snapshot_without_a_log_is_refused_because_the_log_lies_elsewhere_and_taken_when_that_is_said()
    {
        using var logs = new JavaData();
        _data.AddSnapshot(4, []);
        var target = Path.Combine(Path.GetTempPath(), $"flinkzk-import-{Guid.NewGuid():n}");
        try
        {
            var refused = await Assert.ThrowsAsync<FileNotFoundException>(async () => await ZkDataFolder.ImportAsync(_data.Root, null, target, TestContext.Current.CancellationToken));
            Assert.Contains("dataLogDir", refused.Message, StringComparison.Ordinal);
            await Assert.ThrowsAsync<FileNotFoundException>(async () => await ZkDataFolder.ImportAsync(_data.Root, logs.Root, target, TestContext.Current.CancellationToken));
            Assert.False(Directory.Exists(target));
            var alone = await ZkDataFolder.ImportAsync(_data.Root, _data.Root, target, TestContext.Current.CancellationToken);
            Assert.Equal(4, alone.LastZxid);
            Assert.Contains(alone.Findings, static finding => finding.Contains("There is no log", StringComparison.Ordinal));
        }
        finally
        {
            if (Directory.Exists(target))
                Directory.Delete(target, recursive: true);
        }
    }

    [Fact]
    public async Task A_pipe_in_the_place_of_a_file_is_not_waited_for()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has its pipes elsewhere.");
        _data.AddLog(1, Script());
        foreach (var name in (string[])["snapshot.2", "log.9", "currentEpoch"])
        {
            using var made = System.Diagnostics.Process.Start("mkfifo", [Path.Combine(_data.Folder, name)]);
            await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        var read = await Task.Run(() => _data.Read(static import => (import.Database.LastZxid, import.Findings)), TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal(Script().Length, read.LastZxid);
        Assert.Contains(read.Findings, static finding => finding.Contains("is empty, or no file", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_no_data_of_java_or_no_empty_target_is_refused()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var elsewhere = new JavaData();
        var target = Path.Combine(elsewhere.Root, "target");
        await Assert.ThrowsAsync<FileNotFoundException>(async () => await ZkDataFolder.ImportAsync(_data.Root, null, target, cancel));
        await Assert.ThrowsAsync<DirectoryNotFoundException>(async () => await ZkDataFolder.ImportAsync(_data.Root + "x", null, target, cancel));
        Assert.False(Directory.Exists(target));
        _data.AddLog(1, Script());
        var imported = await ZkDataFolder.ImportAsync(_data.Root, _data.Folder, target, cancel);
        Assert.Equal((Transactions, null), (imported.LastZxid, imported.Snapshot));
        Assert.Contains("holds data", (await Assert.ThrowsAsync<DataFolderException>(async () => await ZkDataFolder.ImportAsync(_data.Root, null, target, cancel))).Message, StringComparison.Ordinal);
        // Our own folder is none of Java's.
        await Assert.ThrowsAnyAsync<Exception>(async () => await ZkDataFolder.ImportAsync(target, null, target + "2", cancel));
        await using var server = await ZkServer.StartAsync(new() { DataPath = target }, cancel);
        Assert.Contains("holds data", (await Assert.ThrowsAsync<DataFolderException>(async () => await ZkDataFolder.ImportAsync(_data.Root, null, target, cancel))).Message, StringComparison.Ordinal);
        Assert.Equal(Transactions, server.Statistics.LastZxid);
    }

    private static byte[][] Script() => [.. Enumerable.Range(0, Transactions).Select(static i => JavaData.Create(i + 1, $"/{i}", i + 1))];

    private long? TryRead()
    {
        try
        {
            return _data.Read(static import => import.Database.LastZxid);
        }
        catch (DataDamagedException)
        {
            return null;
        }
    }

    private DataDamagedException Refused() => Assert.Throws<DataDamagedException>(() => _data.Read(static import => import.Database.LastZxid));
}
