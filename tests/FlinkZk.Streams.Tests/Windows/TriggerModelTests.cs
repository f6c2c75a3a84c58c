using System.Globalization;
using FlinkZk.Streams.State;
using FlinkZk.Streams.Tests.Vectors;
using FlinkZk.Streams.Time;
using FlinkZk.Streams.Windows;

namespace FlinkZk.Streams.Tests.Windows;

/// <summary>Random streams through each trigger against a few lines that say what it means, in the same order; the seed is in the message of a failure.</summary>
public sealed class TriggerModelTests
{
    private const long Size = 10;

    public enum Rule
    {
        Count,
        CountPurging,
        EventPurging,
        Continuous,
        ContinuousPurging,
        CountOfAll,
        Processing,
        ProcessingSliding,
    }

    public static TheoryData<Rule, long, int> Cases()
    {
        var data = new TheoryData<Rule, long, int>();
        foreach (var rule in Enum.GetValues<Rule>())
        {
            foreach (var lateness in rule < Rule.CountOfAll ? new[] { 0L, 8 } : [0L])
            {
                for (var seed = 1; seed <= 10; seed++)
                    data.Add(rule, lateness, seed);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Random_streams_give_what_the_rule_says(Rule rule, long lateness, int seed)
    {
        var random = new Random(seed);
        var output = new Output();
        var model = new Model(rule, lateness);
        var windows = Make(rule, lateness, output, OperatorClock.Start);
        long now = random.Next(0, 50), watermark = long.MinValue;
        for (var step = 0; step < 400; step++)
        {
            output.Lines.Clear();
            model.Lines.Clear();
            if (random.Next(8) == 0)
                windows = WindowOperatorModelTests.Restored(windows, Make(rule, lateness, output, new(windows.CurrentWatermark, windows.CurrentProcessingTime)));
            now += random.Next(0, 4);
            switch (random.Next(5))
            {
                case 0:
                    watermark = Math.Max(watermark, now - random.Next(12));
                    windows.ProcessWatermark(watermark);
                    model.Advance(watermark);
                    break;
                case 1:
                    windows.ProcessProcessingTime(now);
                    model.Tick(now);
                    break;
                default:
                    var (key, time) = (((char)('a' + random.Next(4))).ToString(), Math.Max(0, now - random.Next(14)));
                    windows.ProcessElement(key, step.ToString(CultureInfo.InvariantCulture), time);
                    model.Add(key, step.ToString(CultureInfo.InvariantCulture), time);
                    break;
            }

            Assert.True(model.Lines.SequenceEqual(output.Lines),
                $"{rule}, lateness {lateness}, seed {seed}, step {step}:\nexpected {string.Join("; ", model.Lines)}\nactual   {string.Join("; ", output.Lines)}");
        }

        windows.ProcessWatermark(long.MaxValue - 100);
        windows.ProcessProcessingTime(long.MaxValue - 100);
        // Windows over all have no end, so what their trigger waits for stays.
        if (rule != Rule.CountOfAll)
            Assert.Equal((0, 0, 0), (windows.Keyed.State.KeyCount, windows.Keyed.EventTimers.Count, windows.Keyed.ProcessingTimers.Count));
    }

    private static WindowOperator<string, List<string>, List<string>> Make(Rule rule, long lateness, Output output, OperatorClock clock)
    {
        WindowAssigner assigner = rule switch
        {
            Rule.CountOfAll => new GlobalWindows(),
            Rule.Processing => new TumblingWindows(StreamsTesting.Ms(Size), domain: TimeDomain.Processing),
            Rule.ProcessingSliding => new SlidingWindows(StreamsTesting.Ms(Size), StreamsTesting.Ms(5), domain: TimeDomain.Processing),
            _ => new TumblingWindows(StreamsTesting.Ms(Size)),
        };
        Trigger trigger = rule switch
        {
            Rule.Count => new CountTrigger(3),
            Rule.CountPurging or Rule.CountOfAll => new PurgingTrigger(new CountTrigger(3)),
            Rule.EventPurging => new PurgingTrigger(new EventTimeTrigger()),
            Rule.Continuous => new ContinuousEventTimeTrigger(4),
            Rule.ContinuousPurging => new PurgingTrigger(new ContinuousEventTimeTrigger(4)),
            _ => new ProcessingTimeTrigger(),
        };
        return new(assigner, trigger, new AggregatedContents<string, List<string>, List<string>>(new ValueList(), StateSerializers.ListOf(StateSerializers.Text)), lateness, output, clock);
    }

    /// <summary>Every window as a list with a counter and the times at which it is to fire; at each step all windows are looked through.</summary>
    private sealed class Model(Rule rule, long lateness)
    {
        private readonly List<Window> _windows = [];
        private long _watermark = long.MinValue;
        private long _clock;

        public List<string> Lines { get; } = [];

        public void Add(string key, string value, long time)
        {
            var taken = false;
            foreach (var start in Starts(time))
            {
                var window = _windows.Find(w => w.Key == key && w.Start == start);
                var end = start + Size - 1;
                if (ByEvents && end + lateness <= _watermark)
                    continue;
                taken = true;
                if (window is null)
                    _windows.Add(window = new(key, start) { Ended = end <= _watermark });
                window.Values.Add(value);
                window.Count++;
                if (rule is Rule.Continuous or Rule.ContinuousPurging && end > _watermark && window.Next is null)
                    window.Next = Math.Min(time - time % 4 + 4, end);
                var fires = rule switch
                {
                    Rule.Count or Rule.CountPurging or Rule.CountOfAll => window.Count == 3,
                    Rule.EventPurging or Rule.Continuous or Rule.ContinuousPurging => end <= _watermark,
                    _ => false,
                };
                if (!fires)
                    continue;
                window.Count = 0;
                Fire(window);
            }

            if (!taken && time + lateness <= _watermark)
                Lines.Add($"late {key} {value}");
        }

        public void Advance(long watermark)
        {
            _watermark = watermark;
            var due = new List<(long Time, Window Window)>();
            foreach (var window in _windows)
            {
                var end = window.Start + Size - 1;
                for (; window.Next < end && window.Next <= watermark; window.Next = Math.Min(window.Next.Value + 4, end))
                    due.Add((window.Next.Value, window));
                if (rule is Rule.EventPurging or Rule.Continuous or Rule.ContinuousPurging && end <= watermark && !window.Ended)
                    due.Add((end, window));
                window.Ended |= end <= watermark;
            }

            foreach (var (_, window) in InOrder(due))
                Fire(window);
            if (ByEvents)
                _windows.RemoveAll(window => window.Start + Size - 1 + lateness <= watermark);
        }

        public void Tick(long now)
        {
            _clock = now;
            if (rule is not (Rule.Processing or Rule.ProcessingSliding))
                return;
            foreach (var (_, window) in InOrder(_windows.Where(window => window.Start + Size - 1 <= now).Select(window => (window.Start + Size - 1, window))))
                Fire(window);
            _windows.RemoveAll(window => window.Start + Size - 1 <= now);
        }

        private bool ByEvents => rule < Rule.CountOfAll;

        private static IEnumerable<(long Time, Window Window)> InOrder(IEnumerable<(long Time, Window Window)> due) =>
            due.OrderBy(item => item.Time).ThenBy(item => KeyGroups.ForHash(Keys.Hash(item.Window.Key), KeyGroups.DefaultMaxParallelism));

        private IEnumerable<long> Starts(long time) => rule switch
        {
            Rule.CountOfAll => [0],
            Rule.Processing => [_clock - _clock % Size],
            Rule.ProcessingSliding => [_clock - _clock % 5, _clock - _clock % 5 - 5],
            _ => [time - time % Size],
        };

        private void Fire(Window window)
        {
            if (window.Values.Count == 0)
                return;
            Lines.Add($"{window.Key} {(rule == Rule.CountOfAll ? "all" : window.Start)} {string.Join(' ', window.Values)}");
            if (rule is Rule.CountPurging or Rule.CountOfAll or Rule.EventPurging or Rule.ContinuousPurging)
                window.Values.Clear();
        }

        private sealed class Window(string key, long start)
        {
            public string Key => key;

            public long Start => start;

            public List<string> Values { get; } = [];

            public int Count { get; set; }

            public long? Next { get; set; }

            public bool Ended { get; set; }
        }
    }

    private sealed class Output : IWindowOutput<string, List<string>>
    {
        public List<string> Lines { get; } = [];

        public void OnResult(object key, TimeWindow window, List<string> result) => Lines.Add($"{key} {(window == TimeWindow.Global ? "all" : window.Start)} {string.Join(' ', result)}");

        public void OnLate(object key, string value, long timestamp) => Lines.Add($"late {key} {value}");
    }
}
