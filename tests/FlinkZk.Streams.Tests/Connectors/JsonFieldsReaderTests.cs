using System.Text;
using FlinkZk.Streams.Aggregates;
using FlinkZk.Streams.Connectors;
using FlinkZk.Streams.Records;
using FlinkZk.Streams.Runtime;
using FlinkZk.Streams.Time;
using FlinkZk.Streams.Windows;

namespace FlinkZk.Streams.Tests.Connectors;

/// <summary>JSON lines read as fields beside JSON lines read as rows, which is the rule: the same records, results and errors, whatever the lines hold.</summary>
public sealed class JsonFieldsReaderTests
{
    private static readonly string[] Values =
    [
        "1", "12", "\"text in which a byte may be wrong\"", "-3", "0", "-0", "1.5", "2.50", "1e3", "1E400", "123456789012345678901", "0.1234567890123456789", "\"\"", "\"a\"", "\"12\"", "\"é東😀\"", "\"a\\nb\"", "\"\\u0041\"", "\"\\ud800\"",
        "true", "false", "null", "[1,2]", "{\"x\":1}", "{\"x\":1,\"X\":2}", "\"2001-01-31T06:55:00Z\"", "007", "nope", "",
    ];

    private static readonly string[] Names = ["a", "b", "b", "c", "A", "\\u0061", "é"];

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(1, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Any_lines_are_read_alike(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 40; round++)
        {
            var content = Content(random);
            var options = new JsonOptions
            {
                Limits = random.Next(4) == 0 ? new InputLimits { MaxRecordLength = random.Next(10, 40), MaxFields = random.Next(1, 4) } : new InputLimits(),
                Schema = random.Next(3) == 0 ? new Dictionary<string, FieldType> { ["b"] = (FieldType)random.Next(6) } : null,
            };
            var expected = All(options with { ByRule = true }, content, random, 2048);
            var actual = All(options, content, random, random.Next(2) == 0 ? 2048 : random.Next(1, 4));
            Assert.True(expected.SequenceEqual(actual), $"seed {seed}, round {round}: {Encoding.UTF8.GetString(content)}\nexpected {string.Join("; ", expected)}\nactual   {string.Join("; ", actual)}");
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_job_gives_the_same_of_either(int seed)
    {
        var random = new Random(seed);
        var text = new StringBuilder();
        var keys = random.Next(3);
        for (var i = 0; i < 600; i++)
        {
            var time = i * 5 - random.Next(random.Next(20) == 0 ? 300 : 20);
            var written = random.Next(5) switch
            {
                0 => DateTime.UnixEpoch.AddMilliseconds(time).ToString("\"yyyy-MM-dd'T'HH:mm:ss.fff'Z'\"", System.Globalization.CultureInfo.InvariantCulture),
                1 when random.Next(5) == 0 => "\"never\"",
                2 when random.Next(9) == 0 => "null",
                3 => $"\"{time}\"",
                _ => $"{time}",
            };
            var number = random.Next(6);
            var key = random.Next(40) == 0 ? "null" : keys switch { 0 => $"\"k{number}\"", 1 => $"{number}", _ => number % 2 == 0 ? $"\"k{number}\"" : $"{number}.0" };
            var value = random.Next(12) switch { 0 => "null", 1 => "\"\"", 2 when random.Next(3) == 0 => "\"x\"", 3 when random.Next(4) == 0 => "1.50", 4 => "\"007\"", 5 when random.Next(4) == 0 => "[1]", _ => $"{random.Next(30)}" };
            text.Append(random.Next(60) switch { 0 => "odd\n", 1 => $"{{\"k\":{key}}}\n", 4 or 5 => $"{{\"k\":\"first\",\"t\":{written},\"v\":{value},\"k\":{key}}}\n", 2 when random.Next(4) == 0 => $"{{\"t\":{written},\"k\":{key},\"v\":{value}}}x\n", 2 => $"{{\"v\":{value},\"extra\":1,\"t\":{written},\"k\":{key}}}\n", 3 => $"{{\"T\":{written},\"k\":{key},\"v\":{value}}}\n", _ => $"{{\"t\":{written},\"k\":{key},\"v\":{value}}}\n" });
        }

        var plan = new StreamPlan
        {
            Time = "t",
            Key = "k",
            Window = random.Next(2) == 0 ? new TumblingWindows(TimeSpan.FromMilliseconds(100)) : new SessionWindows(TimeSpan.FromMilliseconds(40)),
            AllowedLateness = TimeSpan.FromMilliseconds(random.Next(2) * 60),
            Watermarks = WatermarkStrategy.ForBoundedOutOfOrderness(TimeSpan.FromMilliseconds(30)),
            Where = random.Next(3) == 0 ? new Runtime.Where((row, _) => !row.TryGetValue("v", out var value) || value is not 13L) : null,
            Aggregates = random.Next(3) switch
            {
                0 => [Aggregate.Parse("n=count"), Aggregate.Parse("s=sum v"), Aggregate.Parse("c=count v"), Aggregate.Parse("m=max v"), Aggregate.Parse("a=avg v")],
                1 => [Aggregate.Parse("n=count"), Aggregate.Parse("c=count v")],
                _ => [Aggregate.Parse("n=count"), Aggregate.Parse("d=distinct v"), Aggregate.Parse("big=count where v > 10")],
            },
        };
        var schema = random.Next(3) == 0 ? new Dictionary<string, FieldType> { ["v"] = FieldType.Int64 } : null;
        var expected = Run(plan with { ByRule = true, BatchSize = 1 }, new JsonOptions { ByRule = true, Schema = schema });
        foreach (var size in new[] { 1, 7, 2048 })
        {
            var actual = Run(plan with { BatchSize = size }, new JsonOptions { Schema = schema });
            StreamsTesting.AssertSame(expected, actual, $"seed {seed}, batch {size}");
        }

        List<string> Run(StreamPlan how, JsonOptions options)
        {
            var run = new JobRun(how);
            using var source = new JsonSource([StreamsTesting.File(text.ToString())], options);
            run.Job.Run(source, TestContext.Current.CancellationToken);
            return [.. run.Out, .. run.Errors.Select(error => error.Message)];
        }
    }

    private static byte[] Content(Random random)
    {
        var bytes = new List<byte>();
        for (var line = random.Next(1, 12); line > 0; line--)
        {
            var names = random.Next(3) == 0 ? Enumerable.Range(0, random.Next(5)).Select(_ => Names[random.Next(Names.Length)]) : ["a", "b", "c"];
            bytes.AddRange(Encoding.UTF8.GetBytes($"{{{string.Join(random.Next(9) == 0 ? " , " : ",", names.Select(name => $"\"{name}\":{Values[random.Next(random.Next(3) == 0 ? Values.Length : 16)]}"))}}}"));
            if (random.Next(6) == 0)
                bytes[bytes.LastIndexOf((byte)'{') + random.Next(bytes.Count - bytes.LastIndexOf((byte)'{'))] = (byte)random.Next(256);
            bytes.AddRange(Encoding.UTF8.GetBytes(random.Next(8) switch { 0 => "\r\n", 1 => "\n\n", 2 => "  \n", 3 => "x\n", _ => "\n" }));
        }

        return [.. bytes];
    }

    private static List<string> All(JsonOptions options, byte[] content, Random random, int batchSize)
    {
        using var source = new JsonSource([new InputFile("test", null, () => random.Next(3) == 0 ? new SlowStream(content, random) : new MemoryStream(content))], options);
        var lines = new List<string>();
        var batch = new RecordBatch(batchSize);
        bool more;
        do
        {
            batch.Clear();
            more = source.Read(batch, TestContext.Current.CancellationToken);
            for (var i = 0; i < batch.Count; i++)
                lines.Add(batch.Fate(i) == RecordFate.Failed ? $"{batch.Error(i).Message} {(batch.Error(i).Id == StreamErrorId.RecordTooLarge ? null : batch.Error(i).Target)}" : $"{batch.Position(i)} {Read(batch, i)}{string.Join(",", batch.Row(i).Names)}={StreamsTesting.Print(batch.Row(i))}");
        }
        while (more);
        return lines;
    }

    // One property by itself, before a row is made: where the row has it, it is the same.
    private static string Read(RecordBatch batch, int index)
    {
        var reader = new PropertyReader("b");
        return reader.TryRead(batch, index, out var value) ? $"b {StreamsTesting.Print(value)} {value?.GetType().Name} " : "no b ";
    }
}
