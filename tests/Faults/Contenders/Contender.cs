using System.Globalization;
using FlinkZk.Faults.Histories;

namespace FlinkZk.Faults.Contenders;

/// <summary>
/// A process that contends with others. It is told on its standard input to ask for progress, to move its clock and to stop, and says on its standard output when all that
/// it does has succeeded once more.
/// </summary>
internal static class Contender
{
    /// <summary>"Let me know when all has succeeded once more", and the answer.</summary>
    public const string ProgressWord = "progress";

    /// <summary>With a number of seconds: moves the time of day.</summary>
    public const string ClockWord = "clock";

    /// <summary>Ends it, when what is under way has ended.</summary>
    public const string StopWord = "stop";

    private const int LongestPause = 100;

    public static async Task<int> RunAsync(ContenderOptions options)
    {
        using var history = new HistoryWriter(options.HistoryPath, options.Id);
        using var stop = new CancellationTokenSource();
        var progress = new Progress();
        var clock = new MovedClock();
        history.Succeeded += operation =>
        {
            if (progress.Add(operation))
                Console.Out.WriteLine(ProgressWord);
        };
        await using var sessions = new SessionKeeper(options, clock);
        Random NewRandom(int activity) => new(options.Seed + activity);
        await using var configuring = new Configuring(sessions, history);
        IActivity[] activities =
        [
            new Registers(options, sessions, history, NewRandom(0)), new Registers(options, sessions, history, NewRandom(1)),
            new Sequences(sessions, history), new Locking(options, sessions, history, NewRandom(2)),
            new Sharing(sessions, history, NewRandom(3)), new Counting(sessions, history), configuring,
        ];
        var working = activities.Select((activity, i) => Task.Run(() => RepeatAsync(activity, NewRandom(100 + i), stop.Token))).ToArray();
        // An activity that throws is an error of the product or of this harness: it ends the process, whose exit code tells.
        await Task.WhenAny([.. working, ListenAsync(progress, clock)]);
        await stop.CancelAsync();
        await Task.WhenAll(working);
        return 0;
    }

    private static async Task RepeatAsync(IActivity activity, Random random, CancellationToken stop)
    {
        try
        {
            while (!stop.IsCancellationRequested)
            {
                await activity.ActAsync(stop);
                await Task.Delay(random.Next(LongestPause), stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
    }

    private static async Task ListenAsync(Progress progress, MovedClock clock)
    {
        while (await Console.In.ReadLineAsync() is { } line && line != StopWord)
        {
            if (line == ProgressWord)
                progress.Ask();
            else if (line.Split(' ') is [ClockWord, var seconds])
                clock.Move(TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture)));
        }
    }
}
