using System.Collections;
using System.Globalization;
using System.Text;
using FlinkZk.Clusters.Sql;

namespace FlinkZk.Clusters.Tests.Sql;

/// <summary>Values of every type, as live gateways wrote them, are what they say.</summary>
public sealed class SqlValueTests
{
    [Fact]
    public void Each_type_has_one_of_dot_net()
    {
        var (columns, row) = Row("types-page-1");
        string[] expected =
        [
            "c_tinyint TINYINT SByte 1", "c_smallint SMALLINT Int16 2", "c_int INT Int32 3", "c_bigint BIGINT Int64 9223372036854775807", "c_float FLOAT Single 1.5", "c_double DOUBLE Double 2.25",
            "c_dec1 DECIMAL(20, 5) Decimal 12345.67800", "c_dec2 DECIMAL(20, 10) Decimal 0.0000000100", "c_dec3 DECIMAL(38, 2) Decimal 123456789012345678901234567.89",
            "c_boolean BOOLEAN Boolean True", "c_str CHAR(11) String tab\t\"q\" é 漢", "c_char CHAR(4) String ab  ", "c_binary BINARY(3) Byte[] 00FF10",
            "c_date DATE DateTime 2024-02-29T00:00:00.0000000", "c_time TIME(0) TimeSpan 12:34:56", "c_ts3 TIMESTAMP(3) DateTime 2024-02-29T12:34:56.7890000", "c_ts0 TIMESTAMP(0) DateTime 2024-02-29T12:34:00.0000000",
            // Nanoseconds are more than a DateTime has.
            "c_ts9 TIMESTAMP(9) String 2024-02-29T12:34:56.123456789", "c_ltz TIMESTAMP_LTZ(3) DateTime 2024-02-29T12:34:56.7890000Z", "c_nul INT null",
            "c_arr ARRAY<INT> Object[] [1, 2, null]", "c_ma MAP<CHAR(1), INT> SqlMap {a=1, b=2}", "c_ro ROW<EXPR$0 INT, EXPR$1 CHAR(1), EXPR$2 STRING> SqlStruct (EXPR$0=1, EXPR$1=x, EXPR$2=null)",
            "c_ar ARRAY<ROW<EXPR$0 INT, EXPR$1 CHAR(1)>> Object[] [(EXPR$0=1, EXPR$1=a), (EXPR$0=2, EXPR$1=b)]",
        ];
        Assert.Equal(expected, columns.Zip(row.Values).Select(pair => $"{pair.First.Name} {pair.First.Type} {Told(pair.Second, withType: true)}"));
    }

    [Theory]
    [InlineData("ts-variants-page-0", "DateTime 2024-02-29T12:34:00.1000000|DateTime 1969-12-31T23:59:59.9990000|DateTime 2024-02-29T12:34:56.0000000|DateTime 2024-02-29T12:34:56.1200000|DateTime 2024-02-29T00:00:00.0000000Z|TimeSpan 12:34:00|TimeSpan 12:34:56")]
    [InlineData("floats-page-0", "Double 1E+300|Single 0.1|Double 100000000|Double 1|Double 1E-07|Double 0|Decimal 10|Decimal 100.00")]
    [InlineData("double-nan-page-0", "Double NaN")]
    [InlineData("double-infinity-page-0", "Double Infinity")]
    [InlineData("big-null-row-page-0", "null|null|null|null|null")]
    [InlineData("interval-day-second-page-0", "TimeSpan 1.02:03:04.5000000")]
    [InlineData("interval-year-month-page-0", "Int32 27")]
    [InlineData("map-null-value-page-0", "SqlMap {a=null}")]
    [InlineData("map-int-key-plain-page-0", "String {1=[z]}")]
    [InlineData("row-names-page-0", "SqlStruct (a=1, b=x)")]
    [InlineData("insert-unbounded-page-0-PAYLOAD", "String c726758c3520bfb391dedc01943b4e64")]
    public void What_is_odd_is_what_it_says_too(string capture, string values) => Assert.Equal(values, string.Join('|', Row(capture).Row.Values.Select(value => Told(value, withType: true))));

    [Theory]
    [InlineData("2.3.0")]
    [InlineData("1.20.5")]
    public void Decimals_have_the_scale_of_their_column(string version) =>
        Assert.Equal(["10.50", "20.25", "30.00", "7.75"], Page("select-csv-page-2-PAYLOAD", version).Rows.Select(row => Told(row.Values[2])));

    [Theory]
    [InlineData("1E+2", 2, "100.00")]
    [InlineData("-0.5", 1, "-0.5")]
    [InlineData("79228162514264337593543950335", 0, "79228162514264337593543950335")]
    [InlineData("79228162514264337593543950336", 0, "'79228162514264337593543950336")]
    [InlineData("99999999999999999999999999999999999.999", 3, "'99999999999999999999999999999999999.999")]
    [InlineData("1E-38", 38, "'0.00000000000000000000000000000000000001")]
    [InlineData("-1E+37", 0, "'-10000000000000000000000000000000000000")]
    [InlineData("1.25", 1, "'1.25")]
    [InlineData("1E+999999999", 0, "'1E+999999999")]
    [InlineData("nonsense", 0, "'nonsense")]
    public void A_decimal_that_does_not_fit_stays_text(string text, int scale, string expected)
    {
        var value = SqlDecimal.Parse(text, scale);
        Assert.Equal(expected, value is string ? $"'{value}" : Told(value));
    }

    [Theory]
    [InlineData("2.3.0", "select-changelog-page-1-PAYLOAD")]
    [InlineData("1.20.5", "select-changelog-page-3-PAYLOAD")]
    public void A_changelog_makes_the_table_that_Flink_shows(string version, string capture)
    {
        var table = new SqlTable();
        var page = Page(capture, version);
        Assert.Contains(page.Rows, row => row.Kind == SqlRowKind.UpdateBefore);
        foreach (var row in page.Rows)
            table.Apply(row);
        Assert.Equal(["2 1 20.25", "1 2 40.50", "3 1 7.75"], table.Rows.Select(row => string.Join(' ', row.Values.Select(value => Told(value)))));
    }

    [Fact]
    public void A_table_forgets_what_has_gone()
    {
        var table = new SqlTable();
        for (var number = 0; number < 5000; number++)
        {
            table.Apply(new(SqlRowKind.Insert, [number]) { Written = $"[{number}]" });
            if (number % 10 != 0)
                table.Apply(new(SqlRowKind.Delete, [number]) { Written = $"[{number}]" });
        }
        table.Apply(new(SqlRowKind.Insert, [10]) { Written = "[10]" });
        table.Apply(new(SqlRowKind.Delete, [10]) { Written = "[10]" });
        table.Apply(new(SqlRowKind.Delete, [-1]) { Written = "[-1]" });
        Assert.Equal(Enumerable.Range(0, 500).Select(number => (object)(number * 10)), table.Rows.Select(row => row.Values[0]!));
    }

    private static SqlPage Page(string capture, string version = "2.3.0") => SqlPage.Read(Encoding.UTF8.GetBytes(Exchange.Of(version, capture, "sql").Body), null, keepsWritten: true);

    private static (IReadOnlyList<SqlColumn> Columns, SqlRow Row) Row(string capture) => Page(capture) is var page ? (page.Columns, page.Rows.Single()) : default;

    private static string Told(object? value, bool withType = false) => value is null ? "null" : (withType ? value.GetType().Name + " " : "") + value switch
    {
        byte[] bytes => Convert.ToHexString(bytes),
        DateTime time => time.ToString("O"),
        SqlMap map => $"{{{string.Join(", ", map.Entries.Select(entry => $"{entry.Key}={Told(entry.Value)}"))}}}",
        SqlStruct row => $"({string.Join(", ", row.Fields.Select(entry => $"{entry.Key}={Told(entry.Value)}"))})",
        string text => text,
        IEnumerable items => $"[{string.Join(", ", items.Cast<object?>().Select(item => Told(item)))}]",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}
