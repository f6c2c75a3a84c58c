namespace FlinkZk.Coordination.Tests;

/// <summary>Configured values as texts and files.</summary>
public sealed class ConfigurationFileTests
{
    [Theory]
    [InlineData("\"5m\"", "5m")]
    [InlineData("100", "100")]
    [InlineData("1.10", "1.10")]
    [InlineData("\"75\"", "\"75\"")]
    [InlineData("\"true\"", "\"true\"")]
    [InlineData("\"null\"", "\"null\"")]
    [InlineData("\"\"", "")]
    [InlineData("\" a\"", "\" a\"")]
    [InlineData("\"\\\"quoted\\\"\"", "\"\\\"quoted\\\"\"")]
    [InlineData("[1,\"a\"]", "[1,\"a\"]")]
    [InlineData("{\"$secret\":\"x\"}", "{\"$secret\":\"x\"}")]
    [InlineData("\"{not json\"", "{not json")]
    [InlineData("\"007\"", "007")]
    public void A_literal_as_text_is_read_back_as_it_was(string json, string text)
    {
        Assert.Equal(text, ConfigurationText.Format(json));
        Assert.Equal(json, ConfigurationText.Parse(text));
    }

    // Expected values are those of java.util.Properties (its documentation of load).
    [Theory]
    [InlineData("a=1", "a|1")]
    [InlineData("a : 1", "a|1")]
    [InlineData("a 1", "a|1")]
    [InlineData("a", "a|")]
    [InlineData("  # note\n! note\n\na=1", "a|1")]
    [InlineData("a=1\\\n   2", "a|12")]
    [InlineData("a=1\\\\\nb=2", "a|1\\;b|2")]
    [InlineData("a\\=b\\ c=d=e", "a=b c|d=e")]
    [InlineData("a=\\u00e9\\t\\n\\q", "a|é\t\nq")]
    [InlineData("a= 1 ", "a|1 ")]
    [InlineData("é=ü\r\nb=2", "é|ü;b|2")]
    [InlineData("a=\\", "a|")]
    public void Properties_are_read_as_Java_reads_them(string text, string found) =>
        Assert.Equal(found, string.Join(';', PropertiesFile.Read(text).Select(pair => $"{pair.Key}|{pair.Value}")));

    [Theory]
    [InlineData("key", " lead = : # ! \\ \t\r\n\fé😀 end ")]
    [InlineData("k e=y:#!\\é", "")]
    public void Properties_come_back_as_they_were_written(string key, string value)
    {
        var text = PropertiesFile.Write([KeyValuePair.Create(key, value)]);
        Assert.DoesNotContain(text, static letter => letter > '~');
        Assert.Equal((1, key, value), Assert.Single(PropertiesFile.Read(text)));
    }

    [Fact]
    public void A_line_that_is_wrong_is_named() =>
        Assert.Contains("Line 2", Assert.Throws<FormatException>(() => PropertiesFile.Read("a=1\nb=\\u00x1")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_file_of_all_comes_back_and_gives_one_job_as_well()
    {
        var text = ConfigurationJsonFile.Write(7, [(null, [new("retries", "3")]), ("orders", [new("limit", "1.10"), new("name", "\"ü\"")]), ("billing", [])]);
        Assert.Equal([new(null, "retries", "3"), new("orders", "limit", "1.10"), new("orders", "name", "\"ü\"")], ConfigurationJsonFile.ReadAll(text).Values);
        Assert.Equal([new("orders", "limit", "1.10"), new("orders", "name", "\"ü\"")], ConfigurationJsonFile.Read(text, "orders").Values);
        Assert.Equal([new(null, "retries", "3")], ConfigurationJsonFile.Read(text, null).Values);
        Assert.Throws<FormatException>(() => ConfigurationJsonFile.Read(text, "other"));
    }

    [Fact]
    public void Comments_of_people_are_read_over() =>
        Assert.Equal([new("orders", "a", "1")], ConfigurationJsonFile.Read("{ // why\n \"a\": 1, }", "orders").Values);

    [Theory]
    [InlineData("{ \"a\": 1, \"a\": 2 }", "a second time")]
    [InlineData("{ \"a\": 1, \"A\": 2 }", "in case only")]
    [InlineData("{ \"a/b\": 1 }", "contains '/'")]
    [InlineData("{ \"\": 1 }", "empty")]
    [InlineData("{ \"PSObject\": 1 }", "PowerShell")]
    public void A_key_that_cannot_be_one_is_a_problem_of_the_file(string text, string told) =>
        Assert.Contains(told, Assert.Single(ConfigurationJsonFile.Read(text, "orders").Problems), StringComparison.Ordinal);

    [Theory]
    [InlineData("[1]", "object")]
    [InlineData("{ \"a\": }", "Line 1")]
    [InlineData("{\n \"a\": 1", "Line 2")]
    [InlineData("{ \"a\": \"\\ud800\" }", "half of a character")]
    public void What_is_no_such_file_is_told(string text, string told) =>
        Assert.Contains(told, Assert.Throws<FormatException>(() => ConfigurationJsonFile.Read(text, "orders")).Message, StringComparison.Ordinal);
}
