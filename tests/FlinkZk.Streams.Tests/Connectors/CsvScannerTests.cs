using System.Text;
using FlinkZk.Streams.Aggregates;
using FlinkZk.Streams.Connectors;
using FlinkZk.Streams.Records;
using FlinkZk.Streams.Runtime;
using FlinkZk.Streams.Time;
using FlinkZk.Streams.Windows;

namespace FlinkZk.Streams.Tests.Connectors;

/// <summary>The reader of bytes beside the reader of characters, which is the rule: the same records and errors whatever the file holds and however its bytes come.</summary>
public sealed class CsvScannerTests
{
    private static readonly byte[][] Pieces = [.. new[] { "a", "1", "12", ",", ",", "\"", "\"", "\"\"", "\n", "\n", "\r\n", "\r", "é", "東", "😀", " ", "-3" }.Select(Encoding.UTF8.GetBytes), [0xFF], [0xE9, 0x2C]];

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(1, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Any_bytes_are_split_alike(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 150; round++)
        {
            var content = Content(random, random.Next(1, 60));
            var limits = random.Next(3) == 0 ? new InputLimits { MaxRecordLength = random.Next(1, 20), MaxFields = random.Next(2, 6) } : new InputLimits();
            var options = new CsvOptions { Header = ["a", "b"], Limits = limits, Schema = random.Next(3) == 0 ? new Dictionary<string, FieldType> { ["b"] = FieldType.Int64 } : null };
            var expected = All(options with { ByRule = true }, new MemoryStream(content), 2048);
            var actual = All(options, new SlowStream(content, random), random.Next(2) == 0 ? 2048 : random.Next(1, 4));
            Assert.True(expected.SequenceEqual(actual), $"seed {seed}, round {round}: {Encoding.UTF8.GetString(content)}\nexpected {string.Join("; ", expected)}\nactual   {string.Join("; ", actual)}");
        }
    }

    [Theory]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(64)]
    public void Its_room_grows_with_a_record_and_moves(int size)
    {
        var random = new Random(size);
        for (var round = 0; round < 300; round++)
        {
            var content = Content(random, 40);
            var rule = new CsvFieldReader(new CharBuffer(new MemoryStream(content)), ',', new InputLimits());
            var scanner = new CsvScanner(new SlowStream(content, random), (byte)',', new InputLimits(), size);
            while (rule.Read())
            {
                while (!scanner.TryRead())
                    Assert.True(scanner.Refill());
                Assert.Equal((rule.Line, rule.Count, rule.Error?.Message), (scanner.Line, scanner.Count, scanner.Error?.Message));
                for (var i = 0; i < rule.Count; i++)
                    Assert.Equal((CharBuffer.Shown(rule.Field(i)), rule.IsNull(i)), (scanner.Text(i), scanner.Lengths[i] < 0));
            }

            while (!scanner.TryRead())
            {
                if (!scanner.Refill())
                    break;
            }

            Assert.Equal(0, scanner.Count);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_job_gives_the_same_of_either(int seed)
    {
        var random = new Random(seed);
        var text = new StringBuilder("t,k,v\n");
        for (var i = 0; i < 600; i++)
        {
            var time = i * 5 - random.Next(random.Next(20) == 0 ? 300 : 20);
            var written = random.Next(6) switch
            {
                0 => DateTime.UnixEpoch.AddMilliseconds(time).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture),
                1 => DateTime.UnixEpoch.AddMilliseconds(time).ToString("\"yyyy/MM/dd HH:mm:ss,fff\"", System.Globalization.CultureInfo.InvariantCulture),
                2 when random.Next(5) == 0 => "never",
                3 when random.Next(9) == 0 => "",
                4 => random.Next(9) == 0 ? "999999999999999999" : $"{time}.0",
                _ => $"{time}",
            };
            var value = random.Next(12) switch { 0 => "", 1 => "\"\"", 2 when random.Next(3) == 0 => "x", 3 when random.Next(4) == 0 => "1.50", 4 => "007", 5 => "\"8\"", _ => $"{random.Next(30)}" };
            text.Append(random.Next(60) == 0 ? "odd\n" : $"{written},{(random.Next(40) == 0 ? "" : $"k{random.Next(6)}")},{value}\n");
        }

        var plan = new StreamPlan
        {
            Time = "t",
            Key = random.Next(3) == 0 ? "v" : "k",
            Window = random.Next(2) == 0 ? new TumblingWindows(TimeSpan.FromMilliseconds(100)) : new SlidingWindows(TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(40)),
            AllowedLateness = TimeSpan.FromMilliseconds(random.Next(2) * 60),
            Watermarks = WatermarkStrategy.ForBoundedOutOfOrderness(TimeSpan.FromMilliseconds(30)),
            Where = random.Next(3) == 0 ? new Runtime.Where((row, _) => !row.TryGetValue("v", out var value) || value is not 13L) : null,
            Aggregates = random.Next(3) == 0
                ? [Aggregate.Parse("n=count"), Aggregate.Parse("s=sum v"), Aggregate.Parse("c=count v"), Aggregate.Parse("m=max v"), Aggregate.Parse("a=avg v")]
                : [Aggregate.Parse("n=count"), Aggregate.Parse("c=count k")],
        };
        var schema = random.Next(3) == 0 ? new Dictionary<string, FieldType> { ["v"] = FieldType.Int64 } : null;
        var expected = Run(plan with { ByRule = true, BatchSize = 1 }, new CsvOptions { ByRule = true, Schema = schema });
        foreach (var size in new[] { 1, 7, 2048 })
        {
            var actual = Run(plan with { BatchSize = size }, new CsvOptions { Schema = schema });
            StreamsTesting.AssertSame(expected, actual, $"seed {seed}, batch {size}");
        }

        List<string> Run(StreamPlan how, CsvOptions options)
        {
            var run = new JobRun(how);
            using var source = new CsvSource([StreamsTesting.File(text.ToString())], options);
            run.Job.Run(source, TestContext.Current.CancellationToken);
            return [.. run.Out, .. run.Errors.Select(error => $"{error.Message} {StreamsTesting.Print(error.Target)}")];
        }
    }

    private static byte[] Content(Random random, int pieces) => [.. Enumerable.Range(0, pieces).SelectMany(_ => Pieces[random.Next(Pieces.Length)])];

    private static List<string> All(CsvOptions options, Stream stream, int batchSize)
    {
        using var source = new CsvSource([new InputFile("test", null, () => stream)], options);
        var lines = new List<string>();
        var batch = new RecordBatch(batchSize);
        bool more;
        do
        {
            batch.Clear();
            more = source.Read(batch, TestContext.Current.CancellationToken);
            for (var i = 0; i < batch.Count; i++)
                lines.Add(batch.Fate(i) == RecordFate.Failed ? batch.Error(i).Message : $"{batch.Position(i)} {StreamsTesting.Print(batch.Row(i))}");
        }
        while (more);
        return lines;
    }
}
