using FlinkZk.Client;
using FlinkZk.Testing;
using FlinkZk.Wire;

namespace FlinkZk.Coordination.Tests;

/// <summary>Subtrees: copied, moved, written to files and back, compared.</summary>
public abstract class TreeBehaviour(TestServer server) : ServerTests(server)
{
    private static readonly byte[] Large = new byte[300_000];

    private readonly string _folder = Directory.CreateTempSubdirectory("flinkzk-trees-").FullName;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_copy_is_what_the_model_says_node_by_node(int seed)
    {
        await using var client = await ConnectAsync();
        var tree = new RandomTree(seed).Fill(40 * seed * seed);
        await tree.CreateAsync(client, "/from", Stop);
        var changes = await ToListAsync(TreeCopy.CopyAsync(client, "/from", recurse: true, client, "/to", cancellationToken: Stop));
        Assert.Equal(tree.Describe(), await RandomTree.DescribeAsync(client, "/to", Stop));
        Assert.Equal(tree.Describe(), await RandomTree.DescribeAsync(client, "/from", Stop));
        Assert.Equal(tree.Nodes.Keys, changes.Select(change => change.Path));
        Assert.All(changes, change => Assert.True(change is { Action: TreeAction.Created, IsAtomic: true, Version: 0, Source.Stat.Version: 0 }));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Exported_and_imported_again_a_tree_is_the_same(int seed)
    {
        await using var client = await ConnectAsync();
        var tree = new RandomTree(seed).Fill(300);
        await tree.CreateAsync(client, "/from", Stop);
        var file = Path.Combine(_folder, "tree.jsonl");
        var result = await TreeExport.ExportAsync(client, "/from", file, overwrite: false, cancellationToken: Stop);
        Assert.Equal(300, result.Nodes);
        Assert.Equal(new FileInfo(file).Length, result.Size);
        var summary = await TreeFile.CheckAsync(file, cancellationToken: Stop);
        Assert.Empty(summary.Problems);
        Assert.Equal((300, "/from", tree.Nodes.Values.Sum(node => node.Data?.Length ?? 0)), (summary.Nodes, summary.Header!.Root, summary.Bytes));

        await ToListAsync(TreeImport.ImportAsync(client, file, "/a/b", new() { CreateParents = true }, Stop));
        Assert.Equal(tree.Describe(), await RandomTree.DescribeAsync(client, "/a/b", Stop));
        var equal = await ToListAsync(TreeComparison.CompareAsync(TreeFile.ReadAsync(file, Stop), TreeReader.ReadAsync(client, "/a/b", cancellationToken: Stop), cancellationToken: Stop));
        Assert.All(equal, item => Assert.True(item.IsEqual));
        Assert.Equal([Path.GetFileName(file)], Directory.GetFiles(_folder).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task A_comparison_finds_exactly_the_differences(int seed)
    {
        await using var client = await ConnectAsync();
        var tree = new RandomTree(seed).Fill(120);
        await tree.CreateAsync(client, "/one", Stop);
        var expected = tree.Disturb(25);
        await tree.CreateAsync(client, "/other", Stop);
        var found = await ToListAsync(TreeComparison.CompareAsync(
            TreeReader.ReadAsync(client, "/one", cancellationToken: Stop), TreeReader.ReadAsync(client, "/other", cancellationToken: Stop), cancellationToken: Stop));
        Assert.Equal(expected.OrderBy(item => item.Key, StringComparer.Ordinal), found.Where(item => !item.IsEqual).Select(item => KeyValuePair.Create(item.Path, item.Differs)).OrderBy(item => item.Key, StringComparer.Ordinal));
        Assert.Equal(found.Select(item => item.Path).Order(Comparer<string>.Create(TreePath.Compare)), found.Select(item => item.Path));
    }

    [Fact]
    public async Task A_tree_too_large_for_one_transaction_is_copied_in_steps_and_says_so()
    {
        await using var client = await ConnectAsync();
        await LargeAsync(client, "/from");
        var changes = await ToListAsync(TreeCopy.CopyAsync(client, "/from", recurse: true, client, "/to", cancellationToken: Stop));
        Assert.Equal(6, changes.Count);
        Assert.All(changes, change => Assert.True(change is { Action: TreeAction.Created, IsAtomic: false }));
        Assert.Equal(await RandomTree.DescribeAsync(client, "/from", Stop), await RandomTree.DescribeAsync(client, "/to", Stop));
    }

    [Fact]
    public async Task Without_recursion_one_node_is_copied()
    {
        await using var client = await ConnectAsync();
        await new RandomTree(9).Fill(5).CreateAsync(client, "/from", Stop);
        await ToListAsync(TreeCopy.CopyAsync(client, "/from", recurse: false, client, "/to", cancellationToken: Stop));
        Assert.Empty((await client.GetChildrenAsync("/to", Stop)).Names);
    }

    [Fact]
    public async Task A_destination_that_exists_is_refused_and_overwritten_only_if_wished()
    {
        await using var client = await ConnectAsync();
        await MakeAsync(client, "/from", "/from/a", "/from/b", "/to", "/to/a", "/to/mine");
        await client.SetDataAsync("/from/a", "new"u8.ToArray(), cancellationToken: Stop);
        var error = await Assert.ThrowsAsync<TreeException>(async () => await ToListAsync(TreeCopy.CopyAsync(client, "/from", true, client, "/to", cancellationToken: Stop)));
        Assert.Equal((TreeError.DestinationExists, "/to"), (error.Id, error.Path));
        Assert.Null(await client.ExistsAsync("/to/b", Stop));

        var changes = await ToListAsync(TreeCopy.CopyAsync(client, "/from", true, client, "/to", new() { Existing = TreeExisting.Overwrite }, Stop));
        Assert.Equal([TreeAction.Unchanged, TreeAction.Overwritten, TreeAction.Created], changes.Select(change => change.Action));
        Assert.Equal("new"u8.ToArray(), (await client.GetDataAsync("/to/a", Stop)).Data);
        Assert.NotNull(await client.ExistsAsync("/to/mine", Stop));
    }

    [Fact]
    public async Task A_node_is_never_copied_into_itself_by_whatever_name_its_ensemble_is_reached()
    {
        await using var client = await ConnectAsync();
        await MakeAsync(client, "/a", "/a/b");
        await using var other = await ZkClient.ConnectAsync(new() { ConnectionString = ConnectionString.Parse($"localhost:{Server.Port}{client.Chroot}/a") }, Stop);
        foreach (var (destination, to) in ((ZkClient, string)[])[(client, "/a"), (client, "/a/c"), (client.WithChroot("/a"), "/b/c"), (other, "/c"), (other, "/b/c/d")])
        {
            var error = await Assert.ThrowsAsync<TreeException>(async () => await ToListAsync(TreeCopy.CopyAsync(client, "/a", true, destination, to, new() { CreateParents = true }, Stop)));
            Assert.Equal(TreeError.DestinationInsideSource, error.Id);
        }
        Assert.Equal(["/ ", "/b "], (await RandomTree.DescribeAsync(client, "/a", Stop)).Select(line => line.Split("world")[0].TrimEnd() + " "));
        // Beside it, and an only similar name, is no copy into itself.
        await ToListAsync(TreeCopy.CopyAsync(client, "/a", true, client, "/ab", cancellationToken: Stop));
    }

    [Fact]
    public async Task An_ephemeral_node_is_left_out_of_a_copy_and_stops_a_move()
    {
        await using var client = await ConnectAsync();
        await MakeAsync(client, "/from", "/from/z");
        await client.CreateAsync("/from/e", mode: CreateMode.Ephemeral, cancellationToken: Stop);
        var changes = await ToListAsync(TreeCopy.CopyAsync(client, "/from", true, client, "/to", cancellationToken: Stop));
        Assert.Equal([TreeAction.Created, TreeAction.Skipped, TreeAction.Created], changes.Select(change => change.Action));
        Assert.NotNull(changes[1].Reason);
        Assert.Equal(["z"], (await client.GetChildrenAsync("/to", Stop)).Names);

        foreach (var inSteps in (bool[])[false, true])
        {
            var error = await Assert.ThrowsAsync<TreeException>(async () => await ToListAsync(TreeMove.MoveAsync(client, "/from", "/moved", inSteps: inSteps, cancellationToken: Stop)));
            Assert.Equal((TreeError.EphemeralNode, "/from/e"), (error.Id, error.Path));
        }
        Assert.Null(await client.ExistsAsync("/moved", Stop));
    }

    [Fact]
    public async Task One_node_that_may_not_be_read_is_an_error_of_its_own_and_its_siblings_are_copied_exported_and_compared()
    {
        await using var client = await ConnectAsync();
        await MakeAsync(client, "/from", "/from/a", "/from/b", "/from/b/below", "/from/c");
        await client.SetAclAsync("/from/b", [Acl.Digest("nobody", "x", Permissions.All)], cancellationToken: Stop);
        var changes = await ToListAsync(TreeCopy.CopyAsync(client, "/from", true, client, "/to", cancellationToken: Stop));
        Assert.Equal(["/:Created", "/a:Created", "/b:Failed", "/c:Created"], changes.Select(change => $"{change.Path}:{change.Action}"));
        Assert.Equal(ErrorCode.NoAuth, Assert.IsType<ZkException>(changes[2].Error).Code);

        var file = Path.Combine(_folder, "part.jsonl");
        var result = await TreeExport.ExportAsync(client, "/from", file, false, cancellationToken: Stop);
        Assert.Equal((3, "/b"), (result.Nodes, Assert.Single(result.Failures).Path));
        Assert.Equal(1, (await TreeFile.CheckAsync(file, cancellationToken: Stop)).Unreadable);

        var found = await ToListAsync(TreeComparison.CompareAsync(TreeReader.ReadAsync(client, "/from", cancellationToken: Stop), TreeReader.ReadAsync(client, "/to", cancellationToken: Stop), cancellationToken: Stop));
        Assert.Equal(["/:True", "/a:True", "/b:False", "/c:True"], found.Select(item => $"{item.Path}:{item.IsEqual}"));
        Assert.NotNull(found[2].Error);
    }

    [Fact]
    public async Task A_list_that_the_server_shows_in_part_only_is_never_set()
    {
        await using var client = await ConnectAsync();
        await MakeAsync(client, "/from", "/from/a", "/from/a/below", "/from/b");
        await client.SetAclAsync("/from/a", [Acl.Digest("alice", "secret", Permissions.All), new(Permissions.Read, "world", "anyone")], cancellationToken: Stop);
        var changes = await ToListAsync(TreeCopy.CopyAsync(client, "/from", true, client, "/to", cancellationToken: Stop));
        Assert.Equal(["/:Created", "/a:Failed", "/a/below:Skipped", "/b:Created"], changes.Select(change => $"{change.Path}:{change.Action}"));
        Assert.Equal(TreeError.MaskedAcl, Assert.IsType<TreeException>(changes[1].Error).Id);
        var open = await ToListAsync(TreeCopy.CopyAsync(client, "/from", true, client, "/open", new() { Acl = Acl.OpenUnsafe }, Stop));
        Assert.All(open, change => Assert.Equal(TreeAction.Created, change.Action));
        Assert.Equal(Acl.OpenUnsafe, (await client.GetAclAsync("/open/a", Stop)).Entries);
    }

    [Fact]
    public async Task A_move_is_one_transaction()
    {
        await using var client = await ConnectAsync();
        var tree = new RandomTree(10).Fill(60);
        await tree.CreateAsync(client, "/from", Stop);
        var changes = await ToListAsync(TreeMove.MoveAsync(client, "/from", "/x/to", new() { CreateParents = true }, cancellationToken: Stop));
        Assert.Equal(tree.Describe(), await RandomTree.DescribeAsync(client, "/x/to", Stop));
        Assert.Null(await client.ExistsAsync("/from", Stop));
        Assert.All(changes, change => Assert.True(change is { Action: TreeAction.Moved, IsAtomic: true }));
        var zxids = await Task.WhenAll(tree.Nodes.Keys.Select(async path => (await client.ExistsAsync(TreePath.Below("/x/to", path), Stop))!.Value.Czxid));
        Assert.Single(zxids.Distinct());
    }

    [Fact]
    public async Task What_others_write_while_a_tree_is_moved_back_and_forth_is_never_lost()
    {
        await using var client = await ConnectAsync();
        await using var writer = await ConnectAsync();
        await new RandomTree(11).Fill(40).CreateAsync(client, "/one", Stop);
        using var enough = new CancellationTokenSource();
        var acknowledged = 0;
        var writing = Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested)
            {
                // As many round trips as a few moves take: some find a moment, many do not, however slow the server is.
                for (var i = 0; i < 20; i++)
                    await writer.ExistsAsync("/", Stop);
                foreach (var top in (string[])["/one", "/two"])
                {
                    try
                    {
                        await writer.CreateAsync($"{top}/n{acknowledged}", cancellationToken: Stop);
                        acknowledged++;
                    }
                    catch (ZkException e) when (e.Code == ErrorCode.NoNode)
                    {
                        // It is at the other place just now.
                    }
                }
            }
        }, Stop);
        var moved = 0;
        for (var i = 0; i < 20; i++)
        {
            try
            {
                var (from, to) = moved % 2 == 0 ? ("/one", "/two") : ("/two", "/one");
                await ToListAsync(TreeMove.MoveAsync(client, from, to, cancellationToken: Stop));
                moved++;
            }
            catch (TreeException e) when (e.Id == TreeError.ChangedMeanwhile)
            {
            }
        }
        await enough.CancelAsync();
        await writing;
        var names = (await client.GetChildrenAsync(moved % 2 == 0 ? "/one" : "/two", Stop)).Names;
        Assert.Equal(acknowledged, names.Count(name => name.StartsWith('n') && int.TryParse(name.AsSpan(1), out _)));
        Assert.Null(await client.ExistsAsync(moved % 2 == 0 ? "/two" : "/one", Stop));
    }

    [Fact]
    public async Task A_move_too_large_for_one_transaction_is_refused_unless_it_may_go_in_steps()
    {
        await using var client = await ConnectAsync();
        await LargeAsync(client, "/from");
        var before = await RandomTree.DescribeAsync(client, "/from", Stop);
        var error = await Assert.ThrowsAsync<TreeException>(async () => await ToListAsync(TreeMove.MoveAsync(client, "/from", "/to", cancellationToken: Stop)));
        Assert.Equal(TreeError.TreeTooLarge, error.Id);
        Assert.Null(await client.ExistsAsync("/to", Stop));
        var changes = await ToListAsync(TreeMove.MoveAsync(client, "/from", "/to", inSteps: true, cancellationToken: Stop));
        Assert.All(changes, change => Assert.True(change is { Action: TreeAction.Moved, IsAtomic: false }));
        Assert.Equal(before, await RandomTree.DescribeAsync(client, "/to", Stop));
        Assert.Null(await client.ExistsAsync("/from", Stop));
    }

    [Fact]
    public async Task A_move_in_steps_deletes_nothing_that_was_changed_after_it_was_copied()
    {
        await using var client = await ConnectAsync();
        await LargeAsync(client, "/from", small: 600);
        var changes = new List<TreeChange>();
        await foreach (var change in TreeMove.MoveAsync(client, "/from", "/to", inSteps: true, cancellationToken: Stop))
        {
            // The first deletions are done; these are still to come.
            if (changes.Count == 0)
            {
                await client.SetDataAsync("/from/large0", "changed"u8.ToArray(), cancellationToken: Stop);
                await client.DeleteAsync("/from/large1", cancellationToken: Stop);
                await client.CreateAsync("/from/large1", "anew"u8.ToArray(), cancellationToken: Stop);
                await client.CreateAsync("/from/large2/late", cancellationToken: Stop);
            }
            changes.Add(change);
        }
        Assert.Equal(["/", "/large0", "/large1", "/large2"], changes.Where(change => change.Action == TreeAction.Failed).Select(change => change.Path).Order(StringComparer.Ordinal));
        Assert.Equal(["large0", "large1", "large2"], (await client.GetChildrenAsync("/from", Stop)).Names.Order(StringComparer.Ordinal));
        Assert.Equal("anew"u8.ToArray(), (await client.GetDataAsync("/from/large1", Stop)).Data);
    }

    [Fact]
    public async Task An_import_that_was_interrupted_goes_on_where_it_was()
    {
        await using var client = await ConnectAsync();
        var file = await LargeFileAsync(client);
        await foreach (var change in TreeImport.ImportAsync(client, file, "/to", cancellationToken: Stop))
        {
            if (change.Path.StartsWith("/small", StringComparison.Ordinal))
                break;
        }
        await Assert.ThrowsAsync<TreeException>(async () => await ToListAsync(TreeImport.ImportAsync(client, file, "/to", cancellationToken: Stop)));
        var changes = await ToListAsync(TreeImport.ImportAsync(client, file, "/to", new() { Existing = TreeExisting.KeepEqual }, Stop));
        Assert.Contains(changes, change => change.Action == TreeAction.Unchanged);
        Assert.Contains(changes, change => change.Action == TreeAction.Created);
        await AreEqualAsync(client, file, "/to");
    }

    [Fact]
    public async Task An_import_survives_a_connection_that_is_cut_again_and_again()
    {
        await using var proxy = Server.NewProxy();
        await using var calm = await ConnectAsync();
        await using var client = await ConnectAsync(proxy);
        var file = await LargeFileAsync(calm);
        var count = 0;
        await foreach (var change in TreeImport.ImportAsync(client, file, "/to", cancellationToken: Stop))
        {
            Assert.Equal(TreeAction.Created, change.Action);
            if (count++ % 300 == 0)
                proxy.LoseNextReply();
        }
        await AreEqualAsync(calm, file, "/to");
    }

    [Fact]
    public async Task A_move_whose_reply_is_lost_is_recognised()
    {
        await using var proxy = Server.NewProxy();
        await using var calm = await ConnectAsync();
        await using var client = await ConnectAsync(proxy);
        var tree = new RandomTree(12).Fill(30);
        await tree.CreateAsync(calm, "/from", Stop);
        await using var events = await calm.WatchAsync("/to", AddWatchMode.Persistent, Stop);
        var moving = Task.Run(() => ToListAsync(TreeMove.MoveAsync(client, "/from", "/to", cancellationToken: Stop)), Stop);
        await foreach (var _ in events.ReadAllAsync(Stop))
            break;
        proxy.Cut();
        Assert.All(await moving, change => Assert.Equal(TreeAction.Moved, change.Action));
        Assert.Equal(tree.Describe(), await RandomTree.DescribeAsync(calm, "/to", Stop));
        Assert.Null(await calm.ExistsAsync("/from", Stop));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(20)]
    public async Task A_copy_that_is_cancelled_in_its_transaction_is_whole_or_not_there(int milliseconds)
    {
        await using var client = await ConnectAsync();
        var tree = new RandomTree(13).Fill(200);
        await tree.CreateAsync(client, "/from", Stop);
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(milliseconds));
        try
        {
            await ToListAsync(TreeCopy.CopyAsync(client, "/from", true, client, "/to", cancellationToken: cancel.Token));
        }
        catch (OperationCanceledException)
        {
        }
        await client.SyncAsync("/", Stop);
        if (await client.ExistsAsync("/to", Stop) is not null)
            Assert.Equal(tree.Describe(), await RandomTree.DescribeAsync(client, "/to", Stop));
    }

    [Fact]
    public async Task A_dry_run_says_what_would_happen_and_changes_nothing()
    {
        await using var client = await ConnectAsync();
        await MakeAsync(client, "/from", "/from/a", "/from/b", "/from/c", "/to", "/to/a", "/to/b");
        await client.SetDataAsync("/to/b", "other"u8.ToArray(), cancellationToken: Stop);
        var file = Path.Combine(_folder, "dry.jsonl");
        await TreeExport.ExportAsync(client, "/from", file, false, cancellationToken: Stop);
        var before = await RandomTree.DescribeAsync(client, "/to", Stop);
        var kept = await ToListAsync(TreeImport.ImportAsync(client, file, "/to", new() { DryRun = true, Existing = TreeExisting.KeepEqual }, Stop));
        Assert.Equal([TreeAction.Unchanged, TreeAction.Unchanged, TreeAction.Failed, TreeAction.Created], kept.Select(change => change.Action));
        var forced = await ToListAsync(TreeImport.ImportAsync(client, file, "/to", new() { DryRun = true, Existing = TreeExisting.Overwrite }, Stop));
        Assert.Equal([TreeAction.Unchanged, TreeAction.Unchanged, TreeAction.Overwritten, TreeAction.Created], forced.Select(change => change.Action));
        Assert.Equal(before, await RandomTree.DescribeAsync(client, "/to", Stop));
    }

    [Fact]
    public async Task ZooKeepers_own_nodes_are_left_out_of_the_root_and_read_where_they_are_asked_for()
    {
        await using var client = await ZkClient.ConnectAsync(new() { ConnectionString = ConnectionString.Parse(Server.ConnectionString) }, Stop);
        var root = await ToListAsync(TreeReader.ReadAsync(client, "/", cancellationToken: Stop));
        Assert.DoesNotContain(root, item => item.Path.StartsWith("/zookeeper", StringComparison.Ordinal));
        Assert.Contains(await ToListAsync(TreeReader.ReadAsync(client, "/zookeeper", cancellationToken: Stop)), item => item.Path == "/quota");
    }

    [Fact]
    public async Task A_file_that_exists_is_replaced_only_if_wished_and_nobody_else_may_read_it()
    {
        await using var client = await ConnectAsync();
        await MakeAsync(client, "/from");
        var file = Path.Combine(_folder, "once.jsonl");
        await File.WriteAllTextAsync(file, "mine", Stop);
        var error = await Assert.ThrowsAsync<TreeException>(() => TreeExport.ExportAsync(client, "/from", file, overwrite: false, cancellationToken: Stop));
        Assert.Equal(TreeError.FileExists, error.Id);
        Assert.Equal("mine", await File.ReadAllTextAsync(file, Stop));
        await TreeExport.ExportAsync(client, "/from", file, overwrite: true, cancellationToken: Stop);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        await Assert.ThrowsAsync<ZkException>(() => TreeExport.ExportAsync(client, "/nosuch", Path.Combine(_folder, "no.jsonl"), false, cancellationToken: Stop));
        Assert.Equal([file], Directory.GetFileSystemEntries(_folder));
    }

    private static async Task<List<T>> ToListAsync<T>(IAsyncEnumerable<T> items)
    {
        var list = new List<T>();
        await foreach (var item in items)
            list.Add(item);
        return list;
    }

    private static async Task MakeAsync(ZkClient client, params string[] paths)
    {
        foreach (var path in paths)
            await client.CreateAsync(path, cancellationToken: Stop);
    }

    private static async Task LargeAsync(ZkClient client, string top, int small = 0)
    {
        await client.CreateAsync(top, cancellationToken: Stop);
        for (var i = 0; i < 5; i++)
            await client.CreateAsync($"{top}/large{i}", Large, cancellationToken: Stop);
        foreach (var chunk in Enumerable.Range(0, small).Chunk(200))
            await client.MultiAsync([.. chunk.Select(i => ZkOperation.Create($"{top}/small{i:d4}", [(byte)i]))], Stop);
    }

    private async Task<string> LargeFileAsync(ZkClient client)
    {
        await LargeAsync(client, "/from", small: 1500);
        var file = Path.Combine(_folder, "large.jsonl");
        await TreeExport.ExportAsync(client, "/from", file, overwrite: false, cancellationToken: Stop);
        return file;
    }

    private static async Task AreEqualAsync(ZkClient client, string file, string top)
    {
        var found = await ToListAsync(TreeComparison.CompareAsync(TreeFile.ReadAsync(file, Stop), TreeReader.ReadAsync(client, top, cancellationToken: Stop), cancellationToken: Stop));
        Assert.All(found, item => Assert.True(item.IsEqual, $"{item.Path}: {item.Differs}, {item.Error?.Message}"));
    }
}
