using System.IO.Compression;
using System.Text;
using FlinkZk.Streams.Aggregates;
using FlinkZk.Streams.Connectors;
using FlinkZk.Streams.Jobs;
using FlinkZk.Streams.Records;
using FlinkZk.Streams.Runtime;
using FlinkZk.Streams.Windows;

namespace FlinkZk.Streams.Tests.Connectors;

/// <summary>The edge of a stream: nothing is lost, merged or changed in silence, and one odd record is one error.</summary>
public sealed class EdgeTests
{
    // Values of a column as people really have them.
    private static readonly string[] Odd = ["1", "2", "10", "-3", "007", "+5", "1.5", "9.90", "9.9", "1e-3", "12E4", "n/a", "", "9223372036854775808", "-0", "true", " 4", "0.1"];

    [Fact]
    public void The_place_of_a_row_changes_neither_results_nor_errors()
    {
        var expected = Run(Odd);
        var random = new Random(20261129);
        for (var i = 0; i < 200; i++)
        {
            var order = Odd.ToArray();
            random.Shuffle(order);
            Assert.Equal(expected, Run(order, files: 1 + i % 3));
        }
    }

    [Theory]
    [InlineData("1.1,1.10,1.1", "'1.1'=2 '1.10'=1")]
    [InlineData("12E4,120E3,120000", "'120000'=1 '120E3'=1 '12E4'=1")]
    [InlineData("007,7,+7", "'+7'=1 '007'=1 '7'=1")]
    [InlineData("true,True,TRUE", "'TRUE'=1 'True'=1 'true'=1")]
    [InlineData("a,,a", "''=1 'a'=2")]
    public void A_key_of_a_text_file_is_what_is_written(string keys, string expected) =>
        Assert.Equal(expected, Keys(new CsvSource([StreamsTesting.File("t,k\n" + string.Concat(keys.Split(',').Select(key => $"1,{key}\n")))], new CsvOptions())));

    [Theory]
    [InlineData("1,1.0,1.00,\"1\"", "'1'=1 1=3")]
    [InlineData("123456789012345678901234567890,123456789012345678901234567891", "123456789012345678901234567890=1 123456789012345678901234567891=1")]
    [InlineData("9223372036854775808,9223372036854775809", "9223372036854775808m=1 9223372036854775809m=1")]
    [InlineData("1.5,1.50,15e-1", "1.5d=3")]
    public void Numbers_of_JSON_are_one_key_when_they_are_equal_and_only_then(string keys, string expected) =>
        Assert.Equal(expected, Keys(new JsonSource([StreamsTesting.File(string.Concat(keys.Split(',').Select(key => $"{{\"t\":1,\"k\":{key}}}\n")))], new JsonOptions())));

    [Fact]
    public void A_declared_key_is_what_its_type_makes_of_it() => Assert.Equal("1.1m=3", Keys(new CsvSource(
        [StreamsTesting.File("t,k\n1,1.1\n1,1.10\n1,01.1\n")], new CsvOptions { Schema = new Dictionary<string, FieldType> { ["k"] = FieldType.Decimal } })));

    [Theory]
    [InlineData("{\"t\":2,\"k\":\"\\ud83d\"}")]
    [InlineData("{\"t\":2,\"\\ud83d\":1}")]
    [InlineData("{\"t\":2,\"k\":1e999}")]
    [InlineData("{\"t\":2,\"k\":{\"a\":\"\\udc00\"}}")]
    public void One_odd_line_is_one_error_and_the_others_are_read(string odd) =>
        Assert.Equal(["1|'a'", "UnparsableRecord at test:2", "3|'c'"], StreamsTesting.ReadAll(new JsonSource([StreamsTesting.File($"{{\"t\":1,\"k\":\"a\"}}\n{odd}\n{{\"t\":3,\"k\":\"c\"}}\n")], new JsonOptions())));

    [Fact]
    public void Bytes_that_are_no_UTF_8_are_the_error_of_their_record()
    {
        var bytes = Encoding.Latin1.GetBytes("t,k\n1,M\u00fcller\n2,M\u00f6ller\n3,x\n4,tail\u00fc");
        Assert.Equal(["UnparsableRecord at test:2", "UnparsableRecord at test:3", "3|'x'", "UnparsableRecord at test:5"], StreamsTesting.ReadAll(new CsvSource([StreamsTesting.File(bytes)], new CsvOptions())));
        Assert.Equal(["1|'M\u00fcller'", "2|'M\u00f6ller'", "3|'x'", "4|'tail\u00fc'"], StreamsTesting.ReadAll(new CsvSource([StreamsTesting.File(bytes)], new CsvOptions { Encoding = Encoding.Latin1 })));
        // A replacement character that stands in the file is a character.
        Assert.Equal(["1|'\ufffd'"], StreamsTesting.ReadAll(new CsvSource([StreamsTesting.File("t,k\n1,\ufffd")], new CsvOptions())));
    }

    [Fact]
    public void Any_bytes_decode_as_NET_decodes_them_wherever_they_are_split()
    {
        var random = new Random(20261129);
        for (var i = 0; i < 300; i++)
        {
            var bytes = new byte[random.Next(1, 40)];
            random.NextBytes(bytes);
            if (i % 2 == 0)
                bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 8).Select(_ => new Rune(random.Next(2) == 0 ? random.Next(0x20, 0x7F) : random.Next(0x10000, 0x10FFFF)))));
            var expected = Encoding.UTF8.GetString(bytes);
            foreach (var size in new[] { 1, 2, 3, 16 })
            {
                var text = new CharBuffer(new MemoryStream(bytes), size);
                text.StartRecord();
                while (text.Peek() >= 0)
                    text.Take(1);
                Assert.Equal(!bytes.AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(expected)), CharBuffer.HasInvalid(text.Slice(0, text.Length)));
                Assert.Equal(expected, CharBuffer.Shown(text.Slice(0, text.Length)));
            }
        }
    }

    [Theory]
    [InlineData("t,k\n1,a\n", "csv")]
    [InlineData("{\"t\":1,\"k\":\"a\"}\n", "json")]
    public void What_is_compressed_or_marked_otherwise_is_read_all_the_same(string content, string format)
    {
        foreach (var encoding in new Encoding[] { new UTF8Encoding(false), Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32 })
        {
            foreach (var packed in new[] { false, true })
            {
                var bytes = encoding.GetPreamble().Concat(encoding.GetBytes(content)).ToArray();
                var file = StreamsTesting.File(packed ? Zip(bytes) : bytes);
                RecordSource source = format == "csv" ? new CsvSource([file], new CsvOptions()) : new JsonSource([file], new JsonOptions());
                Assert.Equal(["1|'a'"], StreamsTesting.ReadAll(source));
            }
        }
    }

    [Fact]
    public void A_quote_that_stays_open_says_where_it_opened_and_how_far_it_went()
    {
        var run = JobRun.Pull(Plan("count"), new CsvSource([StreamsTesting.File("t,k\n1,a\n2,\"open\n3,c\n4,d\n")], new CsvOptions()));
        Assert.Contains("The quote that opens on line 3 is not closed: it takes everything to the end, line 6.", Assert.Single(run.Errors).Message, StringComparison.Ordinal);
    }

    private static byte[] Zip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest))
            zip.Write(bytes);
        return packed.ToArray();
    }

    private static string Keys(RecordSource source)
    {
        var counts = new List<string>();
        var job = new StreamJob(Plan("count"), new StreamOutputs { Result = result => counts.Add($"{StreamsTesting.Print(result.Key)}={result.Values[0]}") });
        job.Run(source, TestContext.Current.CancellationToken);
        return string.Join(' ', counts.Order(StringComparer.Ordinal));
    }

    private static string Run(string[] values, int files = 1)
    {
        var chunks = values.Select((value, i) => (value, i)).GroupBy(pair => pair.i % files).Select(group => StreamsTesting.File("t,k,v\n" + string.Concat(group.Select(pair => $"1,x,{pair.value}\n")))).ToList();
        var run = JobRun.Pull(Plan("n=count", "s=sum v", "c=count v"), new CsvSource(chunks, new CsvOptions()));
        return string.Join('\n', run.Errors.Select(error => error.Message.Split(": ", 2)[1]).Order(StringComparer.Ordinal)) + "\n" + run.Out[^1];
    }

    private static StreamPlan Plan(params string[] aggregates) => new()
    {
        Time = "t",
        Key = "k",
        Window = new TumblingWindows(TimeSpan.FromHours(1)),
        Aggregates = [.. aggregates.Select(Aggregate.Parse)],
    };
}
