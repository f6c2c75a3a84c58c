using FlinkZk.Clusters.Configuration;

namespace FlinkZk.Clusters.Tests.Configuration;

/// <summary>What is written in the old format is read again as it is, or refused.</summary>
public sealed class FlatScalarTests
{
    private const string Letters = "ab1#:  \t\"'\n\r\\=;\u0000\u00e4";

    [Fact]
    public void Whatever_a_value_is_it_is_read_again_as_it_is_or_refused()
    {
        var random = new Random(20260101);
        var (written, refused) = (0, 0);
        for (var i = 0; i < 20_000; i++)
        {
            var value = string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => Letters[random.Next(Letters.Length)]));
            try
            {
                var text = $"first: 1\nkey: {FlatScalar.Of("key", value)}\nlast: 2\n";
                var (entries, skipped) = FlatReader.Read(text);
                Assert.Equal(["first=1", $"key={value}", "last=2"], entries.Select(entry => $"{entry.Key}={entry.Value}"));
                Assert.Empty(skipped);
                // Java's reader ends a line there as well.
                Assert.DoesNotContain('\r', value);
                written++;
            }
            catch (ArgumentException)
            {
                Assert.True(value.Length == 0 || value.Trim() != value || value.Contains('#', StringComparison.Ordinal) || value.Any(letter => char.IsControl(letter) && letter != '\t'), $"'{value}' is refused for nothing");
                refused++;
            }
        }
        Assert.True(written > 1000 && refused > 1000, $"{written} {refused}");
    }

    [Fact]
    public void A_value_that_is_refused_is_not_told() => Assert.DoesNotContain("geheim", Assert.Throws<ArgumentException>(() => FlatScalar.Of("s3.secret-key", "geheim#1")).Message, StringComparison.Ordinal);
}
