using FlinkZk.Streams.Connectors;

namespace FlinkZk.Streams.Tests.Connectors;

public sealed class TextSourceTests
{
    [Fact]
    public void Named_groups_are_columns_with_the_types_of_their_values()
    {
        var lines = Read("10 INFO started\n\n20 WARN 1.5 s slow\r\n", @"^(?<ms>\d+) (?<level>\w+)( (?<seconds>[\d.]+) s)? (?<text>.*)$");
        Assert.Equal(["10|'INFO'|null|'started'", "20|'WARN'|1.5m|'slow'"], lines);
    }

    [Fact]
    public void A_line_that_does_not_match_is_an_error_with_its_place()
    {
        Assert.Equal(["1", "NoMatch at test:2", "3"], Read("n=1\nx\nn=3", "^n=(?<n>.*)$"));
    }

    [Fact]
    public void An_expression_that_takes_too_long_on_a_line_is_an_error_of_that_line()
    {
        var options = new TextOptions { MatchTimeout = TimeSpan.FromMilliseconds(20) };
        var lines = Read($"{new string('a', 40)}!\naab", "^(?<x>(a+)+b)$", options);
        Assert.Equal(["MatchTimeout at test:1", "'aab'"], lines);
    }

    [Fact]
    public void A_line_beyond_the_limit_is_an_error()
    {
        var options = new TextOptions { Limits = new InputLimits { MaxRecordLength = 10 } };
        Assert.Equal(["RecordTooLarge at test:1", "'b'"], Read($"{new string('a', 100_000)}\nb", "^(?<x>.*)$", options));
    }

    [Fact]
    public void Case_can_be_ignored() => Assert.Equal(["'ERROR'"], Read("ERROR", "^(?<x>error)$", new TextOptions { IgnoreCase = true }));

    [Theory]
    [InlineData("(?<x>")]
    [InlineData("(.*)")]
    public void An_expression_that_cannot_be_used_is_refused(string pattern) =>
        Assert.Equal(StreamErrorId.InvalidPattern, Assert.Throws<StreamException>(() => Read("", pattern)).Id);

    private static List<string> Read(string content, string pattern, TextOptions? options = null) =>
        StreamsTesting.ReadAll(new TextSource([StreamsTesting.File(content)], pattern, options ?? new TextOptions()));
}
