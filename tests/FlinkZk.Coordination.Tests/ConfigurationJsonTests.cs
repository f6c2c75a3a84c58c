using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace FlinkZk.Coordination.Tests;

public class ConfigurationJsonTests
{
    public static TheoryData<object?, string> Literals => new()
    {
        { "text", "\"text\"" },
        { "äöü <&> '", "\"äöü <&> '\"" },
        { 42, "42" },
        { (byte)7, "7" },
        { long.MaxValue, "9223372036854775807" },
        { ulong.MaxValue, "18446744073709551615" },
        { 1.5, "1.5" },
        { 0.1m, "0.1" },
        { true, "true" },
        { null, "null" },
        { TimeSpan.FromSeconds(5), "\"5s\"" },
        { new DateTime(2026, 11, 22, 18, 0, 0, DateTimeKind.Utc), "\"2026-11-22T18:00:00Z\"" },
        { new DateTime(2026, 11, 22, 18, 0, 0, DateTimeKind.Unspecified), "\"2026-11-22T18:00:00Z\"" },
        { new DateTimeOffset(2026, 11, 22, 19, 0, 0, TimeSpan.FromHours(1)), "\"2026-11-22T18:00:00Z\"" },
        { new object?[] { 1, "a", null }, "[1,\"a\",null]" },
        { DayOfWeek.Monday, "\"Monday\"" },
    };

    [Theory]
    [MemberData(nameof(Literals))]
    public void Values_become_one_literal(object? value, string json) => Assert.Equal(json, ConfigurationJson.Encode(value));

    [Fact]
    public void The_literal_does_not_depend_on_the_culture()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            Assert.Equal("1.5", ConfigurationJson.Encode(1.5));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    public static TheoryData<string, object> Numbers => new()
    {
        { "7", 7L },
        { "-9223372036854775808", long.MinValue },
        { "9223372036854775808", BigInteger.Parse("9223372036854775808", CultureInfo.InvariantCulture) },
        { "123456789012345678901234567890", BigInteger.Parse("123456789012345678901234567890", CultureInfo.InvariantCulture) },
        { "0.1", 0.1 },
        { "1e30", 1e30 },
        { "0.12345678901234567890", 0.12345678901234567890m },
        { "9007199254740993.5", 9007199254740993.5m },
    };

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Numbers_come_back_as_they_were(string json, object value)
    {
        Assert.Equal(value, ConfigurationJson.Decode(json));
        Assert.Equal(value, ConfigurationJson.Decode(ConfigurationJson.Encode(value)));
    }

    [Fact]
    public void Tables_come_back_as_dictionaries_and_lists_as_arrays()
    {
        var value = ConfigurationJson.Decode("""{ "a": [1, 2.5, "x"], "b": null }""");
        var table = Assert.IsType<Dictionary<string, object?>>(value);
        Assert.Equal(new object?[] { 1L, 2.5, "x" }, table["a"]);
        Assert.Null(table["b"]);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Numbers_that_JSON_lacks_are_refused(double value) => Assert.Throws<NotSupportedException>(() => ConfigurationJson.Encode(value));

    [Fact]
    public void Other_objects_are_refused_with_the_way_out()
    {
        Assert.Contains("ToBase64String", Assert.Throws<NotSupportedException>(() => ConfigurationJson.Encode(new byte[1])).Message, StringComparison.Ordinal);
        Assert.Contains("hashtables", Assert.Throws<NotSupportedException>(() => ConfigurationJson.Encode(new Random(1))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_that_contains_itself_is_refused()
    {
        var list = new List<object?>();
        list.Add(list);
        Assert.Throws<NotSupportedException>(() => ConfigurationJson.Encode(list));
    }

    [Fact]
    public void A_secret_is_marked_in_the_literal_itself()
    {
        var json = ConfigurationJson.Encode("hush", secret: true);
        Assert.Equal("""{"$secret":"hush"}""", json);
        Assert.True(ConfigurationJson.TryUnwrapSecret(ConfigurationJson.ParseElement(json), out var inner));
        Assert.Equal("hush", inner.GetString());
    }

    [Fact]
    public void What_is_not_JSON_is_an_error() => Assert.ThrowsAny<JsonException>(() => ConfigurationJson.Decode("no json"));
}
