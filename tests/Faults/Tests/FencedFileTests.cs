using FlinkZk.Faults.Contenders;

namespace FlinkZk.Faults.Tests;

public sealed class FencedFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("flinkzk-fenced-").FullName;

    private string File => Path.Combine(_folder, "resource");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Lines_are_numbered_and_a_token_may_come_again_but_no_lower_one()
    {
        Assert.Equal((1, false), await FencedFile.AppendAsync(File, 10, "a"));
        Assert.Equal((2, false), await FencedFile.AppendAsync(File, 10, "b"));
        Assert.Equal((3, false), await FencedFile.AppendAsync(File, 12, "c"));
        Assert.Equal((null, false), await FencedFile.AppendAsync(File, 11, "d"));
        Assert.Equal(["1 10 a", "2 10 b", "3 12 c"], await System.IO.File.ReadAllLinesAsync(File, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task While_another_has_it_open_nothing_is_written()
    {
        using (new FileStream(File, FileMode.Create, FileAccess.ReadWrite, FileShare.None))
            Assert.Equal((null, true), await FencedFile.AppendAsync(File, 10, "a"));
        Assert.Equal((1, false), await FencedFile.AppendAsync(File, 10, "a"));
    }

    [Fact]
    public async Task The_last_line_counts_however_long_the_file_is()
    {
        for (var i = 1; i <= 50; i++)
            Assert.Equal((i, false), await FencedFile.AppendAsync(File, i, "a value"));
        Assert.Equal((null, false), await FencedFile.AppendAsync(File, 49, "late"));
    }
}
