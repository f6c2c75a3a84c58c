using System.Globalization;
using FlinkZk.Streams.State;
using FlinkZk.Streams.Tests.Vectors;
using FlinkZk.Streams.Time;
using FlinkZk.Streams.Windows;

namespace FlinkZk.Streams.Tests.Windows;

/// <summary>Random streams against <see cref="NaiveWindows"/>; the seed is in the message of a failure.</summary>
public sealed class WindowOperatorModelTests
{
    public enum Shape
    {
        Tumbling,
        TumblingOffset,
        Sliding,
        SlidingWithGaps,
        Session,
    }

    public static TheoryData<Shape, long, int> Cases()
    {
        var data = new TheoryData<Shape, long, int>();
        foreach (var shape in Enum.GetValues<Shape>())
        {
            foreach (var lateness in new[] { 0L, 7, 40 })
            {
                for (var seed = 1; seed <= 12; seed++)
                    data.Add(shape, lateness, seed);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Random_streams_give_what_the_definition_gives(Shape shape, long lateness, int seed)
    {
        var random = new Random(seed);
        var assigner = Assigner(shape);
        var model = new NaiveWindows(timestamp => Assign(assigner, timestamp), shape == Shape.Session, lateness);
        var output = new Output();
        var windows = new WindowOperator<string, List<string>, List<string>>(assigner, new EventTimeTrigger(), Contents, lateness, output, OperatorClock.Start);
        // Now and then the operator is written, and another goes on from there.
        var restores = new Random(seed);
        long now = random.Next(-300, 300), watermark = long.MinValue;

        for (var step = 0; step < 300; step++)
        {
            output.Lines.Clear();
            if (restores.Next(10) == 0)
                windows = Restored(windows, new(assigner, new EventTimeTrigger(), Contents, lateness, output, new(windows.CurrentWatermark, 0)));
            List<string> expected;
            now += random.Next(0, 5);
            if (random.Next(4) > 0)
            {
                var timestamp = now - (random.Next(5) == 0 ? random.Next(60) : random.Next(12));
                var key = ((char)('a' + random.Next(3))).ToString();
                expected = model.Add(key, timestamp, step);
                windows.ProcessElement(key, step.ToString(CultureInfo.InvariantCulture), timestamp);
            }
            else
            {
                watermark = Math.Max(watermark, now - random.Next(15));
                expected = model.Advance(watermark);
                windows.ProcessWatermark(watermark);
            }

            Assert.True(
                expected.SequenceEqual(output.Lines),
                $"{shape}, lateness {lateness}, seed {seed}, step {step}:\nexpected {string.Join("; ", expected)}\nactual   {string.Join("; ", output.Lines)}");
        }

        windows.ProcessWatermark(long.MaxValue - 100);
        Assert.Equal(0, windows.Keyed.State.KeyCount);
        Assert.Equal(0, windows.Keyed.EventTimers.Count);
    }

    internal static WindowOperator<string, List<string>, List<string>> Restored(WindowOperator<string, List<string>, List<string>> from, WindowOperator<string, List<string>, List<string>> to)
    {
        var writer = new StateWriter();
        from.Keyed.Write(writer);
        to.Keyed.Read(new StateReader(writer.ToArray()));
        return to;
    }

    private static AggregatedContents<string, List<string>, List<string>> Contents => new(new ValueList(), StateSerializers.ListOf(StateSerializers.Text));

    private static WindowAssigner Assigner(Shape shape) => shape switch
    {
        Shape.Tumbling => new TumblingWindows(StreamsTesting.Ms(10)),
        Shape.TumblingOffset => new TumblingWindows(StreamsTesting.Ms(10), StreamsTesting.Ms(-3)),
        Shape.Sliding => new SlidingWindows(StreamsTesting.Ms(12), StreamsTesting.Ms(5), StreamsTesting.Ms(1)),
        Shape.SlidingWithGaps => new SlidingWindows(StreamsTesting.Ms(4), StreamsTesting.Ms(9)),
        _ => new SessionWindows(StreamsTesting.Ms(6)),
    };

    private static List<TimeWindow> Assign(WindowAssigner assigner, long timestamp)
    {
        var windows = new List<TimeWindow>();
        assigner.AssignWindows("", timestamp, windows);
        return windows;
    }

    private sealed class Output : IWindowOutput<string, List<string>>
    {
        public List<string> Lines { get; } = [];

        public void OnResult(object key, TimeWindow window, List<string> result) =>
            Lines.Add(NaiveWindows.Print((string)key, window, result.Select(v => int.Parse(v, CultureInfo.InvariantCulture))));

        public void OnLate(object key, string value, long timestamp) => Lines.Add($"late {key} {value}");
    }
}
