using System.Text;
using FlinkZk.Streams.Connectors;
using FlinkZk.Streams.Records;
using FlinkZk.Streams.Runtime;

namespace FlinkZk.Streams.Tests;

/// <summary>Rows and jobs, briefly.</summary>
internal static class StreamsTesting
{
    private static readonly Schema TimeKeyValue = new(["time", "key", "value"]);

    public static TimeSpan Ms(long milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    /// <summary>A record with time, key and value.</summary>
    public static Row Record(object? time, object? key = null, object? value = null) => new(TimeKeyValue, [time, key, value]);

    /// <summary>A row of any properties.</summary>
    public static Row Row(params (string Name, object? Value)[] properties) =>
        new(new Schema(properties.Select(p => p.Name)), [.. properties.Select(p => p.Value)]);

    /// <summary>A file in memory.</summary>
    public static InputFile File(string content, string name = "test") => File(Encoding.UTF8.GetBytes(content), name);

    public static InputFile File(byte[] content, string name = "test") => new(name, content.Length, () => new MemoryStream(content));

    /// <summary>A file that gives its bytes in two pieces.</summary>
    public static InputFile Split(byte[] content, int at) => new("test", content.Length, () => new PieceStream(content, at));

    /// <summary>Everything a source gives, a line each: values, or the error.</summary>
    public static List<string> ReadAll(RecordSource source, int batchSize = RecordBatch.DefaultCapacity)
    {
        var lines = new List<string>();
        var batch = new RecordBatch(batchSize);
        bool more;
        do
        {
            batch.Clear();
            more = source.Read(batch, TestContext.Current.CancellationToken);
            for (var i = 0; i < batch.Count; i++)
                lines.Add(batch.Fate(i) == RecordFate.Failed ? $"{batch.Error(i).Id} at {batch.Position(i)}" : Print(batch.Row(i)));
        }
        while (more);
        return lines;
    }

    /// <summary>Two lists of lines are the same; the first that is not is told.</summary>
    public static void AssertSame(List<string> expected, List<string> actual, string what)
    {
        for (var i = 0; i < Math.Max(expected.Count, actual.Count); i++)
        {
            var (e, a) = (i < expected.Count ? expected[i] : "(nothing)", i < actual.Count ? actual[i] : "(nothing)");
            Assert.True(e == a, $"{what}, line {i}:\nexpected {e}\nactual   {a}");
        }
    }

    public static string Print(IRow row) => string.Join("|", row.Names.Select(name => row.TryGetValue(name, out var value) ? Print(value) : "?"));

    public static string Print(object? value) => value switch
    {
        null => "null",
        string s => $"'{s}'",
        DateTime t => t.ToString("o"),
        IRow row => $"{{{Print(row)}}}",
        object?[] array => $"[{string.Join(",", array.Select(Print))}]",
        decimal m => FormattableString.Invariant($"{m}m"),
        double d => FormattableString.Invariant($"{d}d"),
        _ => FormattableString.Invariant($"{value}"),
    };

    public static string Print(WindowResult result) =>
        $"{result.Start:HH:mm:ss.fff}-{result.End:HH:mm:ss.fff} {Print(result.Key)} r{result.Revision} {string.Join(" ", result.Names.Zip(result.Values, (n, v) => $"{n}={Print(v)}"))}";

    private sealed class PieceStream(byte[] content, int at) : MemoryStream(content)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(Position < at ? buffer[..(int)Math.Min(at - Position, buffer.Length)] : buffer, cancellationToken);
    }
}
