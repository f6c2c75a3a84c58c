using System.Text;
using FlinkZk.Streams.Connectors;
using FlinkZk.Streams.Records;

namespace FlinkZk.Streams.Tests.Connectors;

public sealed class CsvSourceTests
{
    public static TheoryData<string, string, string[]> Tricky => new()
    {
        { "plain", "a,b\n1,x\n2,y\n", ["1|'x'", "2|'y'"] },
        { "no line end at the end", "a,b\n1,x", ["1|'x'"] },
        { "CR LF", "a,b\r\n1,x\r\n2,y\r\n", ["1|'x'", "2|'y'"] },
        { "CR", "a,b\r1,x\r2,y", ["1|'x'", "2|'y'"] },
        { "delimiter in quotes", "a,b\n1,\"x,y\"\n", ["1|'x,y'"] },
        { "line end in quotes", "a,b\n1,\"x\r\ny\n\nz\"\n2,w", ["1|'x\r\ny\n\nz'", "2|'w'"] },
        { "doubled quotes", "a,b\n1,\"say \"\"hi\"\", \"\"\"\n", ["1|'say \"hi\", \"'"] },
        { "only doubled quotes", "a,b\n1,\"\"\"\"\n", ["1|'\"'"] },
        { "empty in quotes is text, empty is null", "a,b\n1,\"\"\n2,\n,z", ["1|''", "2|null", "null|'z'"] },
        { "quote inside", "a,b\n1,5\" disk\n", ["1|'5\" disk'"] },
        { "empty lines", "\n\na,b\n\n1,x\n\n\n2,y\n\n", ["1|'x'", "2|'y'"] },
        { "delimiter at the end", "a,b\n1,\n", ["1|null"] },
        { "blanks stay", "a,b\n1, x \n", ["1|' x '"] },
        { "beyond ASCII", "a,b\n1,Zürich 東京 😀\n", ["1|'Zürich 東京 😀'"] },
        { "header only", "a,b\n", [] },
        { "nothing", "", [] },
        { "too few fields", "a,b\n1\n2,y\n", ["UnparsableRecord at test:2", "2|'y'"] },
        { "too many fields", "a,b\n1,x,z\n2,y\n", ["UnparsableRecord at test:2", "2|'y'"] },
        { "text after a quote", "a,b\n1,\"x\"y,z\n2,y\n", ["UnparsableRecord at test:2", "2|'y'"] },
        { "quote never closed", "a,b\n2,y\n1,\"x\nz\n", ["2|'y'", "UnparsableRecord at test:3"] },
        { "CR LF is one line end", "a,b\r\n1,x\r\n2\r\n\r\n3\r\n", ["1|'x'", "UnparsableRecord at test:3", "UnparsableRecord at test:5"] },
        { "lines are counted through quotes", "a,b\n1,\"x\ny\"\n2,y,z\n", ["1|'x\ny'", "UnparsableRecord at test:4"] },
    };

    [Theory]
    [MemberData(nameof(Tricky))]
    public void Tricky_files_are_read_as_RFC_4180_has_it(string what, string content, string[] expected) =>
        Assert.True(expected.SequenceEqual(Read(content)), $"{what}: {string.Join("; ", Read(content))}");

    [Theory]
    [MemberData(nameof(Tricky))]
    public void Where_the_bytes_are_split_does_not_show(string what, string content, string[] expected)
    {
        var bytes = Encoding.UTF8.GetPreamble().Concat(Encoding.UTF8.GetBytes(content)).ToArray();
        for (var at = 0; at <= bytes.Length; at++)
        {
            var actual = StreamsTesting.ReadAll(new CsvSource([StreamsTesting.Split(bytes, at)], new CsvOptions()));
            Assert.True(expected.SequenceEqual(actual), $"{what}, split at {at}: {string.Join("; ", actual)}");
        }
    }

    [Theory]
    [MemberData(nameof(Tricky))]
    public void A_window_too_small_for_the_record_grows_and_moves(string what, string content, string[] expected)
    {
        for (var size = 1; size < 12; size++)
        {
            var text = new CharBuffer(new MemoryStream(Encoding.UTF8.GetBytes(content)), size);
            var fields = new CsvFieldReader(text, ',', new InputLimits());
            var records = 0;
            while (fields.Read())
                records++;
            Assert.True(records == expected.Length + (content.Length > 0 ? 1 : 0), $"{what}, {size}: {records}");
        }
    }

    [Fact]
    public void The_encoding_is_UTF_8_or_what_the_byte_order_mark_says()
    {
        foreach (var encoding in new Encoding[] { new UTF8Encoding(true), Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32 })
        {
            var bytes = encoding.GetPreamble().Concat(encoding.GetBytes("ä,b\n1,ö")).ToArray();
            Assert.Equal(["1|'ö'"], StreamsTesting.ReadAll(new CsvSource([StreamsTesting.File(bytes)], new CsvOptions())));
        }
    }

    [Theory]
    [InlineData("1", "1")]
    [InlineData("-2", "-2")]
    [InlineData("0", "0")]
    [InlineData("-0", "'-0'")]
    [InlineData("9223372036854775807", "9223372036854775807")]
    [InlineData("12345678901234567890", "12345678901234567890m")]
    [InlineData("2.5", "2.5m")]
    [InlineData("9.90", "9.90m")]
    [InlineData("-0.5", "-0.5m")]
    [InlineData(".5", "0.5m")]
    [InlineData("5.", "'5.'")]
    [InlineData("0.1234567890123456789012345678901", "0.12345678901234568d")]
    [InlineData("1.5e3", "1500d")]
    [InlineData("1e-05", "1E-05d")]
    [InlineData("1E+16", "10000000000000000d")]
    [InlineData("12E4", "'12E4'")]
    [InlineData("1e+", "'1e+'")]
    [InlineData("1e+999", "'1e+999'")]
    [InlineData("007", "'007'")]
    [InlineData("00.5", "'00.5'")]
    [InlineData("+1", "'+1'")]
    [InlineData(" 1", "' 1'")]
    [InlineData("1 ", "'1 '")]
    [InlineData("1,5", "'1,5'")]
    [InlineData("NaN", "'NaN'")]
    [InlineData("-", "'-'")]
    [InlineData(".", "'.'")]
    [InlineData("1.2.3", "'1.2.3'")]
    [InlineData("10-12", "'10-12'")]
    [InlineData("true", "True")]
    [InlineData("False", "False")]
    [InlineData("t", "'t'")]
    [InlineData("", "null")]
    public void Where_nothing_is_declared_a_value_is_what_it_stands_for_by_itself(string value, string expected)
    {
        var quoted = value.Contains(',', StringComparison.Ordinal) ? $"\"{value}\"" : value;
        Assert.Equal([$"{expected}|'x'"], Read($"a,b\n{quoted},x"));
        // Whatever stands before it.
        Assert.Equal($"{expected}|'x'", Read($"a,b\n1,x\nn/a,x\n2.5,x\n{quoted},x")[^1]);
    }

    [Fact]
    public void A_declared_type_holds_and_a_value_that_is_not_of_it_is_an_error()
    {
        var schema = new Dictionary<string, FieldType> { ["A"] = FieldType.Text, ["b"] = FieldType.Decimal, ["c"] = FieldType.DateTime };
        var lines = Read("a,b,c\n007,1.10,2001/01/31 06:55\n8,x,2001-01-31\n,,\n", new CsvOptions { Schema = schema });
        Assert.Equal(["'007'|1.10m|2001-01-31T06:55:00.0000000Z", "UnparsableValue at test:3", "null|null|null"], lines);
    }

    [Fact]
    public void Another_delimiter_and_a_header_from_outside()
    {
        Assert.Equal(["1|'x,y'"], Read("a;b\n1;x,y", new CsvOptions { Delimiter = ';' }));
        Assert.Equal(["'a'|'b'", "1|'x'"], Read("a,b\n1,x", new CsvOptions { Header = ["p", "q"] }));
        Assert.Throws<ArgumentException>(() => Read("", new CsvOptions { Delimiter = '"' }));
    }

    [Fact]
    public void A_header_that_cannot_be_used_is_refused_with_the_files_name()
    {
        var error = Assert.Throws<StreamException>(() => Read("a,b,a\n1,2,3"));
        Assert.Equal(StreamErrorId.InvalidHeader, error.Id);
        Assert.StartsWith("test: The column 'a' occurs twice.", error.Message, StringComparison.Ordinal);
        Assert.Equal(StreamErrorId.InvalidHeader, Assert.Throws<StreamException>(() => Read("\"a\n1,2")).Id);
    }

    [Fact]
    public void A_record_beyond_the_limits_is_an_error_and_reading_goes_on_at_the_next_line()
    {
        var limits = new InputLimits { MaxRecordLength = 100, MaxFields = 3 };
        var content = $"a,b\n1,{new string('x', 200_000)}\n2,y\n1,2,3,4,5\n3,\"{new string('\n', 300)}\n4,z";
        var lines = Read(content, new CsvOptions { Limits = limits });
        Assert.Equal(["RecordTooLarge at test:2", "2|'y'", "RecordTooLarge at test:4", "RecordTooLarge at test:5", "4|'z'"], lines);
    }

    [Fact]
    public void Several_files_are_read_one_after_the_other_with_the_types_of_the_first()
    {
        var source = new CsvSource([StreamsTesting.File("k,v\n1,2", "one"), StreamsTesting.File("v,k\nx,3\n4,5,6", "two")], new CsvOptions());
        Assert.Equal(["1|2", "'x'|3", "UnparsableRecord at two:3"], StreamsTesting.ReadAll(source, 1));
        Assert.Equal(100, source.Progress.Percent);
        Assert.Equal("two", source.Progress.CurrentFile);
    }

    private static List<string> Read(string content, CsvOptions? options = null) =>
        StreamsTesting.ReadAll(new CsvSource([StreamsTesting.File(content)], options ?? new CsvOptions()));
}
