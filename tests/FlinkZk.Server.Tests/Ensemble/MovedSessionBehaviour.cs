using FlinkZk.Wire;

namespace FlinkZk.Server.Tests;

/// <summary>A client comes back at another member while its old connection still stands: what that connection is good for then.</summary>
public abstract class MovedSessionBehaviour : EnsembleBehaviour
{
    private int _leader;
    private int[] _followers = [];

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        (_leader, _followers) = await Ensemble.FindLeaderAsync();
    }

    // One test, because Java's ensemble takes long to start.
    [Fact]
    public async Task Writes_at_the_old_member_end_its_connection_and_nothing_else()
    {
        await AnswersAsync(OpCode.SetData, new SetDataRequest("/", [1], -1), at: _followers[0], isClosed: true);
        await AnswersAsync(OpCode.Multi, new MultiRequest(MultiRequest.Set("/", "x")), at: _followers[0], isClosed: true);
        await AnswersAsync(OpCode.SetData, new SetDataRequest("/", [1], -1), at: _leader, isClosed: true);
        await AnswersAsync(OpCode.Sync, new PathRequest("/"), at: _followers[0], isClosed: false);
        await AnswersAsync(OpCode.Sync, new PathRequest("/"), at: _leader, isClosed: true);
        // A follower's reads are its own business; a leader knows better.
        await AnswersAsync(OpCode.Exists, new PathWatchRequest("/", false), at: _followers[0], isClosed: false);
        await AnswersAsync(OpCode.Exists, new PathWatchRequest("/", false), at: _leader, isClosed: true);
        await EndsAsync();
    }

    private async Task AnswersAsync<T>(OpCode type, T request, int at, bool isClosed) where T : struct, IRecord<T>
    {
        await using var before = await Ensemble.ConnectAsync(at);
        await before.ExistsAsync("/");
        await using var after = await Ensemble.RenewAsync(_followers[1], before);
        Assert.Equal(before.Session.SessionId, after.Session.SessionId);
        if (isClosed)
            await Assert.ThrowsAnyAsync<IOException>(() => before.CallAsync(type, request));
        else
            Assert.Equal(ErrorCode.Ok, (await before.CallAsync(type, request)).Error);
        Assert.Equal(ErrorCode.Ok, (await after.ExistsAsync("/")).Error);
    }

    // That a session is closed is always its client's word, wherever it says it.
    private async Task EndsAsync()
    {
        await using var before = await Ensemble.ConnectAsync(_followers[0]);
        await using var after = await Ensemble.RenewAsync(_followers[1], before);
        await before.SendRequestAsync(OpCode.CloseSession, new Nothing());
        Assert.True(await after.IsClosedByServerAsync());
        await using var late = await Ensemble.RenewAsync(_followers[1], before);
        Assert.Equal(0, late.Session.TimeOut);
    }
}

public sealed class EmbeddedMovedSessionTests : MovedSessionBehaviour
{
    internal override Task<EnsembleUnderTest> StartAsync() => EnsembleUnderTest.Ours.StartAsync(new());
}

[Collection(ApacheServers.Name)]
public sealed class ApacheMovedSessionTests : MovedSessionBehaviour
{
    internal override Task<EnsembleUnderTest> StartAsync() => EnsembleUnderTest.Java.StartAsync([], []);
}
