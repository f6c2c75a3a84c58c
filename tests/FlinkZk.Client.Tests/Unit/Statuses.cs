namespace FlinkZk.Client.Tests;

public sealed class Statuses
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_slow_observer_may_miss_states_but_never_the_latest()
    {
        var board = new StatusBoard();
        board.Publish(SessionState.Connected);
        board.Publish(SessionState.Suspended);
        board.Publish(SessionState.Connected);
        Assert.Equal(new SessionStatus(SessionState.Connected, 3), await board.WaitAsync(0, Cancel));
    }

    [Fact]
    public async Task Waiting_ends_with_the_next_change_and_with_cancellation()
    {
        var board = new StatusBoard();
        var waiting = board.WaitAsync(0, Cancel).AsTask();
        Assert.False(waiting.IsCompleted);
        board.Publish(SessionState.Connected);
        Assert.Equal(SessionState.Connected, (await waiting).State);

        using var cancellation = new CancellationTokenSource();
        var given = board.WaitAsync(1, cancellation.Token).AsTask();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
    }

    [Fact]
    public void The_same_state_again_is_no_change_and_a_final_state_stays()
    {
        var board = new StatusBoard();
        board.Publish(SessionState.Connected);
        board.Publish(SessionState.Connected);
        board.Publish(SessionState.Expired);
        board.Publish(SessionState.Connected);
        Assert.Equal(new SessionStatus(SessionState.Expired, 2), board.Current);
    }
}
