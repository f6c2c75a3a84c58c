using FlinkZk.Streams.Connectors;

namespace FlinkZk.Streams.Tests.Connectors;

public sealed class FilePatternsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("flinkzk-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Files_come_in_ordinal_order_each_once()
    {
        Touch("b.csv", "B.csv", "a10.csv", "a2.csv", "c.txt");
        Assert.Equal(["B.csv", "a10.csv", "a2.csv", "b.csv"], Names("*.csv", "b.csv"));
        Assert.Equal(["a2.csv", "c.txt"], Names("c.txt", "a?.csv"));
    }

    [Fact]
    public void Wildcards_may_stand_for_folders()
    {
        Touch("x1/a.csv", "x2/b.csv", "y/c.csv");
        Assert.Equal(["a.csv", "b.csv"], Names("x*/*.csv"));
    }

    [Fact]
    public void A_file_that_is_really_called_so_is_meant()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows allows no * in names.");
        Touch("a*.csv", "ab.csv");
        Assert.Equal(["a*.csv"], Names("a*.csv"));
    }

    [Theory]
    [InlineData("missing.csv")]
    [InlineData("*.csv")]
    [InlineData("nowhere/*.csv")]
    public void A_pattern_without_a_file_is_an_error_that_names_it(string pattern)
    {
        var error = Assert.Throws<StreamException>(() => Names(pattern));
        Assert.Equal(StreamErrorId.InputNotFound, error.Id);
        Assert.Contains(pattern, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_is_no_file() =>
        Assert.Equal(StreamErrorId.InputNotFound, Assert.Throws<StreamException>(() => FilePatterns.Expand([_folder.FullName])).Id);

    private void Touch(params string[] names)
    {
        foreach (var name in names)
        {
            var path = Path.Combine(_folder.FullName, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, "a\n1\n");
        }
    }

    private IEnumerable<string> Names(params string[] patterns) =>
        FilePatterns.Expand(patterns.Select(p => Path.Combine(_folder.FullName, p))).Select(f => Path.GetFileName(f.Name));
}
