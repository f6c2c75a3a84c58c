using Microsoft.Extensions.Time.Testing;

namespace FlinkZk.Clusters.Tests;

/// <summary>Time that stands still, and says when somebody waits for it to go on.</summary>
internal sealed class PausedTime : FakeTimeProvider
{
    private readonly TaskCompletionSource _pausing = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public PausedTime()
        : base(TimeProvider.System.GetUtcNow())
    {
    }

    /// <summary>Ends when the first pause begins.</summary>
    public Task Pausing => _pausing.Task;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _pausing.TrySetResult();
        return timer;
    }
}
