using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace FlinkZk.Clusters.Tests;

/// <summary>Time that stands still, and says when somebody waits for it to go on.</summary>
internal sealed class PausedTime : FakeTimeProvider
{
    private readonly Channel<bool> _pauses = Channel.CreateUnbounded<bool>();
    private readonly TaskCompletionSource _pausing = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public PausedTime()
        : base(TimeProvider.System.GetUtcNow())
    {
    }

    /// <summary>Ends when the first pause begins.</summary>
    public Task Pausing => _pausing.Task;

    /// <summary>Lets time go on by three seconds at each pause, until a task has ended.</summary>
    /// <param name="task">The task.</param>
    /// <param name="meanwhile">What happens in each pause.</param>
    public async Task PassAsync(Task task, Func<Task>? meanwhile = null)
    {
        while (await Task.WhenAny(task, _pauses.Reader.ReadAsync().AsTask()) != task)
        {
            if (meanwhile is not null)
                await meanwhile();
            Advance(TimeSpan.FromSeconds(3));
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _pausing.TrySetResult();
        _pauses.Writer.TryWrite(true);
        return timer;
    }
}
