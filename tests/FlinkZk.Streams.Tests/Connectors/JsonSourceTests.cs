using System.Text;
using FlinkZk.Streams.Connectors;
using FlinkZk.Streams.Records;

namespace FlinkZk.Streams.Tests.Connectors;

public sealed class JsonSourceTests
{
    public static TheoryData<string, string, string[]> Tricky => new()
    {
        { "lines", "{\"a\":1,\"b\":\"x\"}\n{\"a\":2,\"b\":\"y\"}\n", ["1|'x'", "2|'y'"] },
        { "no line end, CR LF, blank lines", "\r\n{\"a\":1}\r\n  \r\n{\"a\":2}", ["1", "2"] },
        { "numbers", "{\"a\":1,\"b\":-2.5,\"c\":1e3,\"d\":12345678901234567890}", ["1|-2.5d|1000d|12345678901234567890m"] },
        { "literals", "{\"a\":true,\"b\":false,\"c\":null}", ["True|False|null"] },
        { "escapes", "{\"a\":\"\\u00e4\\n\\\"\\ud83d\\ude00\"}", ["'ä\n\"😀'"] },
        { "nested", "{\"a\":{\"b\":[1,\"x\",{\"c\":null}]},\"d\":[]}", ["{[1,'x',{null}]}|[]"] },
        { "shapes differ", "{\"a\":1}\n{\"b\":2,\"a\":3}\n{}\n{\"a\":4}", ["1", "2|3", "", "4"] },
        { "of a name that occurs twice the last counts", "{\"a\":1,\"b\":2,\"a\":3}", ["3|2"] },
        { "errors keep their line", "{\"a\":1}\n{\"a\":}\nplain\n7\n{\"a\":1} x\n{\"a\":2}", ["1", "UnparsableRecord at test:2", "UnparsableRecord at test:3", "UnparsableRecord at test:4", "UnparsableRecord at test:5", "2"] },
        { "array", " [ {\"a\":1},\n{\"a\":2} ,{\"a\":\"]\"}\n] ", ["1", "2", "']'"] },
        { "empty array", "[]", [] },
        { "array of other things", "[1,\n\"x\",\n[2],\n{\"a\":1}]", ["UnparsableRecord at test:1", "UnparsableRecord at test:2", "UnparsableRecord at test:3", "1"] },
        { "array that breaks off", "[{\"a\":1},\n{\"a\":", ["1", "UnparsableRecord at test:2"] },
        { "array with a mistake", "[{\"a\":1},\n{\"a\" 2},{\"a\":3}]", ["1", "UnparsableRecord at test:2"] },
        { "nothing", "", [] },
        { "blank", " \n ", [] },
    };

    [Theory]
    [MemberData(nameof(Tricky))]
    public void Tricky_files_are_read(string what, string content, string[] expected)
    {
        var actual = Read(Encoding.UTF8.GetBytes(content));
        Assert.True(expected.SequenceEqual(actual), $"{what}: {string.Join("; ", actual)}");
    }

    [Theory]
    [MemberData(nameof(Tricky))]
    public void Where_the_bytes_are_split_does_not_show(string what, string content, string[] expected)
    {
        var bytes = Encoding.UTF8.GetPreamble().Concat(Encoding.UTF8.GetBytes(content)).ToArray();
        for (var at = 0; at <= bytes.Length; at++)
        {
            var actual = StreamsTesting.ReadAll(new JsonSource([StreamsTesting.Split(bytes, at)], new JsonOptions()));
            Assert.True(expected.SequenceEqual(actual), $"{what}, split at {at}: {string.Join("; ", actual)}");
        }
    }

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_an_error_of_their_record()
    {
        byte[] content = [.. "{\"a\":\""u8, 0xff, 0xfe, .. "\"}\n{\"a\":1}"u8];
        Assert.Equal(["UnparsableRecord at test:1", "1"], Read(content));
    }

    [Fact]
    public void A_declared_type_holds_and_a_value_that_is_not_of_it_is_an_error()
    {
        var options = new JsonOptions { Schema = new Dictionary<string, FieldType> { ["A"] = FieldType.Int64, ["p"] = FieldType.Decimal } };
        var lines = Read("{\"a\":\"12\",\"p\":1.10}\n{\"a\":\"x\",\"p\":1}\n{\"a\":{},\"p\":1}\n{\"a\":null,\"p\":2}"u8.ToArray(), options);
        Assert.Equal(["12|1.10m", "UnparsableValue at test:2", "UnparsableValue at test:3", "null|2m"], lines);
    }

    [Fact]
    public void A_record_beyond_the_limits_is_an_error()
    {
        var options = new JsonOptions { Limits = new InputLimits { MaxRecordLength = 100, MaxFields = 2 } };
        var huge = $"{{\"a\":\"{new string('x', 200_000)}\"}}";
        Assert.Equal(["RecordTooLarge at test:1", "UnparsableRecord at test:2", "1"], Read(Encoding.UTF8.GetBytes($"{huge}\n{{\"a\":1,\"b\":2,\"c\":3}}\n{{\"a\":1}}"), options));
        Assert.Equal(["RecordTooLarge at test:1"], Read(Encoding.UTF8.GetBytes($"[{huge}]"), options));
    }

    private static List<string> Read(byte[] content, JsonOptions? options = null) =>
        StreamsTesting.ReadAll(new JsonSource([StreamsTesting.File(content)], options ?? new JsonOptions()));
}
