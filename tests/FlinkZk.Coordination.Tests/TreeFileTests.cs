using System.Text;
using FlinkZk.Wire;

namespace FlinkZk.Coordination.Tests;

/// <summary>Files of subtrees that are cut, changed or made by others.</summary>
public sealed class TreeFileTests : IDisposable
{
    private const string Header = """{"format":"flinkzk-subtree","v":1,"root":"/app"}""";
    private const string Top = """{"path":"/","text":"top"}""";
    private readonly string _file = Path.GetTempFileName();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task A_file_cut_at_any_byte_or_changed_before_its_last_line_is_never_taken_for_a_whole_one()
    {
        var whole = Path.Combine(Path.GetDirectoryName(_file)!, $"tree{Guid.NewGuid():n}.jsonl");
        try
        {
            var writer = new TreeFileWriter(whole, new("/app", DateTimeOffset.UnixEpoch, 31));
            await using (writer)
            {
                await writer.AddAsync(TreeNode.Of("/", "top"u8.ToArray(), Acl.OpenUnsafe, default), Stop);
                await writer.AddAsync(TreeNode.Of("/a", [1, 2, 255], [Acl.Digest("bob", "secret", Permissions.Read)], new Stat { Czxid = -1, Mzxid = 7, Version = 3 }), Stop);
                await writer.AddAsync(TreeNode.Of("/a/b", null, Acl.ReadUnsafe, default), Stop);
                await writer.CompleteAsync(new(3, 6, 0, null), overwrite: false, Stop);
            }
            var bytes = await File.ReadAllBytesAsync(whole, Stop);
            Assert.Empty((await CheckAsync(bytes)).Problems);
            var lastLine = bytes.AsSpan(0, bytes.Length - 1).LastIndexOf((byte)'\n') + 1;
            // The last line feed alone says nothing.
            for (var i = 0; i < bytes.Length - 1; i++)
            {
                Assert.NotEmpty((await CheckAsync(bytes[..i])).Problems);
                var changed = (byte[])bytes.Clone();
                changed[i] ^= 1;
                if (i < lastLine)
                    Assert.NotEmpty((await CheckAsync(changed)).Problems);
            }
        }
        finally
        {
            File.Delete(whole);
        }
    }

    [Theory]
    [InlineData("""{"path":"/../x"}""", "..")]
    [InlineData("""{"path":"x"}""", "does not begin with '/'")]
    [InlineData("""{"path":"/a\u0000b"}""", "U+0000")]
    [InlineData("""{"path":"/\ud800"}""", "Unicode")]
    [InlineData("""{"path":"/c"}""", "twice")]
    [InlineData("""{"path":"/b"}""", "after")]
    [InlineData("""{"path":"/"}""", "after")]
    [InlineData("""{"path":"/c/x/y"}""", "above")]
    [InlineData("""{"path":7}""", "'path' is a number")]
    [InlineData("""{"text":"x"}""", "'path' is missing")]
    [InlineData("""{"path":"/d","text":"x","base64":"eA=="}""", "both")]
    [InlineData("""{"path":"/d","base64":"?"}""", "base64")]
    [InlineData("""{"path":"/d","acl":[]}""", "lock everyone out")]
    [InlineData("""{"path":"/d","acl":["nonsense"]}""", "nonsense")]
    [InlineData("""{"path":"/d","kind":"other"}""", "kind")]
    [InlineData("""{"path":"/d","stat":{"version":99999999999}}""", "version")]
    [InlineData("""{"path":"/d","stat":{"czxid":"7"}}""", "czxid")]
    [InlineData("""{"path":"/d" """, "JSON")]
    [InlineData("[1]", "object")]
    [InlineData("nonsense", "JSON")]
    public async Task A_bad_line_is_named_with_its_number_and_what_is_wrong(string line, string part)
    {
        var summary = await CheckAsync(Header, Top, """{"path":"/c"}""", line, """{"path":"/e"}""", """{"end":true,"nodes":4}""");
        var problem = Assert.Single(summary.Problems);
        Assert.Equal((TreeError.InvalidLine, 4), (problem.Id, problem.Line));
        Assert.Contains(part, problem.Message, StringComparison.Ordinal);
        Assert.StartsWith("Line 4 of ", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_bad_lines_are_told()
    {
        var summary = await CheckAsync(Header, Top, "x", """{"path":"/a"}""", "y", """{"end":true,"nodes":9}""");
        Assert.Equal([3, 5], summary.Problems.Select(problem => problem.Line));
    }

    [Fact]
    public async Task A_file_by_hand_needs_no_checksum_no_list_and_no_Stat()
    {
        var summary = await CheckAsync("\ufeff" + Header + "\r", Top + "\r", "", """{"path":"/a","unknown":[1]}""", """{"end":true,"nodes":2}""");
        Assert.Empty(summary.Problems);
        var nodes = new List<TreeNode>();
        await foreach (var item in TreeFile.ReadAsync(_file, Stop))
            nodes.Add(item.Node!);
        Assert.Equal(["top", null], nodes.Select(node => node.Data is null ? null : Encoding.UTF8.GetString(node.Data)));
        Assert.All(nodes, node => Assert.Null(node.Acl));
    }

    [Theory]
    [InlineData("", TreeError.FileDamaged, "empty")]
    [InlineData("Id,Name\n1,x\n", TreeError.UnknownFormat, "JSON")]
    [InlineData("""{"format":"flinkzk-subtree","v":2,"root":"/"}""", TreeError.UnknownFormat, "version 2")]
    [InlineData("""{"format":"flinkzk-subtree","v":1,"root":"x"}""", TreeError.UnknownFormat, "root")]
    public async Task A_file_of_another_kind_is_told_as_such_once(string text, TreeError id, string part)
    {
        await File.WriteAllTextAsync(_file, text, Stop);
        var problem = (await TreeFile.CheckAsync(_file, cancellationToken: Stop)).Problems[0];
        Assert.Equal(id, problem.Id);
        Assert.Contains(part, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_comes_after_the_last_line_is_no_part_of_the_file() =>
        Assert.Contains("after the last line", Assert.Single((await CheckAsync(Header, Top, """{"end":true,"nodes":1}""", """{"path":"/a"}""")).Problems).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_count_that_is_wrong_shows_that_lines_are_missing() =>
        Assert.Equal(TreeError.FileDamaged, Assert.Single((await CheckAsync(Header, Top, """{"end":true,"nodes":2}""")).Problems).Id);

    [Fact]
    public async Task A_line_without_an_end_costs_no_memory_and_the_lines_behind_it_are_read()
    {
        var reader = new LineReader(new MemoryStream(Encoding.ASCII.GetBytes($"one\n{new string('x', 500_000)}\nthree")), limit: 1000);
        Assert.Equal("one", await Next(reader));
        await Next(reader);
        Assert.True(reader.IsTooLong);
        Assert.Equal("three", await Next(reader));
        Assert.Equal((3, false, false), (reader.Number, reader.IsTooLong, reader.IsTerminated));
        Assert.Null(await reader.ReadAsync(Stop));
    }

    [Fact]
    public async Task A_very_deep_tree_needs_no_stack()
    {
        var lines = new List<string> { Header, Top };
        for (var (i, path) = (0, ""); i < 3000; i++)
            lines.Add($$"""{"path":"{{path += "/d"}}"}""");
        lines.Add("""{"end":true,"nodes":3001}""");
        Assert.Empty((await CheckAsync([.. lines])).Problems);
    }

    [Fact]
    public void Paths_are_ordered_as_a_walk_meets_them()
    {
        string[] walk = ["/", "/B", "/a", "/a/x", "/a/x/y", "/a/z", "/a b", "/a-b", "/a-b/c", "/a.b", "/ab", "/é"];
        Assert.Equal(walk, walk.Reverse().Order(Comparer<string>.Create(TreePath.Compare)));
        Assert.Equal(0, TreePath.Compare("/a", "/a"));
    }

    private static async Task<string> Next(LineReader reader) => Encoding.ASCII.GetString((await reader.ReadAsync(Stop))!.Value.Span);

    private Task<TreeFileSummary> CheckAsync(params string[] lines) => CheckAsync(Encoding.UTF8.GetBytes(string.Join('\n', lines)));

    private async Task<TreeFileSummary> CheckAsync(byte[] bytes)
    {
        await File.WriteAllBytesAsync(_file, bytes, Stop);
        return await TreeFile.CheckAsync(_file, cancellationToken: Stop);
    }
}
