using FlinkZk.Clusters.Configuration;

namespace FlinkZk.Clusters.Tests.Configuration;

public sealed class YamlScalarTests
{
    [Theory]
    [InlineData("8081")]
    [InlineData("0")]
    [InlineData("0.4")]
    [InlineData("1.0")]
    [InlineData("100000000000000000000")]
    [InlineData("true")]
    [InlineData("10 s")]
    [InlineData("2.3.0")]
    [InlineData("s3://bucket/ha")]
    [InlineData("nullable")]
    public void What_comes_back_as_it_is_stays_plain(string value) => Assert.Equal(value, YamlScalar.Of(value));

    // What Flink's own reader has made of them without quotes: 123, 17, 15, 31, 1000.0, 1.1, 1.0, 0, true, 1.0E-4; a file with null is not loaded.
    [Theory]
    [InlineData("00123")]
    [InlineData("017")]
    [InlineData("0o17")]
    [InlineData("0x1F")]
    [InlineData("1e3")]
    [InlineData("1.10")]
    [InlineData("1.")]
    [InlineData("00")]
    [InlineData("True")]
    [InlineData("FALSE")]
    [InlineData("null")]
    [InlineData("NULL")]
    [InlineData("0.0001")]
    [InlineData("12345678.5")]
    public void What_YAML_would_read_as_another_value_is_quoted(string value) => Assert.Equal($"\"{value}\"", YamlScalar.Of(value));
}
