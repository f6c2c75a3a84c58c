using FlinkZk.Server.Ensemble;
using FlinkZk.Wire;

namespace FlinkZk.Server.Tests;

/// <summary>
/// Members are stopped, started, cut off and let back in random order, and after each step every member is asked who it is and what it
/// shows; a model of a few lines says what is right.
/// </summary>
public sealed class EnsembleModelTests
{
    private const int Steps = 60;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, 3, true)]
    [InlineData(2, 3, false)]
    [InlineData(3, 5, true)]
    [InlineData(4, 4, true)]
    [InlineData(5, 1, true)]
    public async Task Whatever_becomes_of_members_each_shows_what_it_may(int seed, int size, bool readOnlyMode)
    {
        await using var ensemble = await TestEnsembles.StartAsync(new() { ReadOnlyMode = readOnlyMode, MaxConnectionsPerAddress = 0 }, size);
        await using var owner = await ensemble.ConnectAsync(0);
        await owner.CreateAsync("/e", mode: CreateMode.Ephemeral);
        var (model, random) = (new Model(size, readOnlyMode), new Random(seed));
        for (var step = 0; step < Steps; step++)
        {
            if (model.Serving is { Count: > 0 } serving)
                await WriteAsync(ensemble, serving[random.Next(serving.Count)], ++model.Value);
            await ChangeAsync(ensemble, model, random.Next(size), random.Next(4));
            Assert.Equal(model.States, ensemble.States());
            for (var member = 0; member < size; member++)
                await LookAsync(ensemble, model, member, owner);
        }
    }

    private static async Task ChangeAsync(ZkEnsemble ensemble, Model model, int index, int change)
    {
        var member = ensemble.Members[index];
        switch (change)
        {
            case 0:
                await member.StopAsync(Cancel);
                model.Runs[index] = false;
                break;
            case 1:
                await member.StartAsync(Cancel);
                model.Runs[index] = true;
                break;
            case 2:
                await member.CutOffAsync(Cancel);
                model.IsCutOff[index] = true;
                break;
            default:
                await member.RejoinAsync(Cancel);
                model.IsCutOff[index] = false;
                break;
        }
        model.Settle();
    }

    private static async Task WriteAsync(ZkEnsemble ensemble, int member, int value)
    {
        await using var client = await ensemble.ConnectAsync(member);
        Assert.Equal(ErrorCode.Ok, (await client.SetAsync("/", $"{value}")).Error);
    }

    private static async Task LookAsync(ZkEnsemble ensemble, Model model, int member, RawClient owner)
    {
        switch (model.States[member])
        {
            case ZkMemberState.Stopped:
                await Assert.ThrowsAnyAsync<System.Net.Sockets.SocketException>(() => RawClient.OpenAsync(ensemble.Members[member].Port));
                break;
            case ZkMemberState.Looking:
                await Assert.ThrowsAnyAsync<IOException>(() => ensemble.ConnectAsync(member, readOnly: true));
                break;
            default:
                await using (var client = await ensemble.ConnectAsync(member, readOnly: true))
                {
                    Assert.Equal(model.States[member] == ZkMemberState.ReadOnly, client.Session.ReadOnly);
                    Assert.Equal($"{model.Shown(member)}", System.Text.Encoding.UTF8.GetString((await client.GetAsync("/")).Read<GetDataResponse>().Data!));
                    Assert.Equal(owner.Session.SessionId, (await client.StatAsync("/e")).EphemeralOwner);
                }
                break;
        }
    }

    private sealed class Model(int size, bool readOnlyMode)
    {
        private readonly int[] _frozen = new int[size];
        private int _leader = size - 1;

        public bool[] Runs { get; } = [.. Enumerable.Repeat(true, size)];

        public bool[] IsCutOff { get; } = new bool[size];

        public ZkMemberState[] States { get; } = [.. Enumerable.Range(0, size).Select(i => i == size - 1 ? ZkMemberState.Leader : ZkMemberState.Follower)];

        public int Value { get; set; }

        public List<int> Serving => [.. Enumerable.Range(0, size).Where(i => States[i] >= ZkMemberState.Follower)];

        public int Shown(int member) => States[member] == ZkMemberState.ReadOnly ? _frozen[member] : Value;

        public void Settle()
        {
            var inTouch = Enumerable.Range(0, size).Where(i => Runs[i] && !IsCutOff[i]).ToList();
            var hasMajority = inTouch.Count > size / 2;
            if (!hasMajority)
                _leader = -1;
            else if (!inTouch.Contains(_leader))
                _leader = inTouch[^1];
            for (var i = 0; i < size; i++)
            {
                var state = !Runs[i] ? ZkMemberState.Stopped
                    : !hasMajority || IsCutOff[i] ? readOnlyMode ? ZkMemberState.ReadOnly : ZkMemberState.Looking
                    : i == _leader ? ZkMemberState.Leader
                    : ZkMemberState.Follower;
                if (state == ZkMemberState.ReadOnly && States[i] != ZkMemberState.ReadOnly)
                    _frozen[i] = Value;
                States[i] = state;
            }
        }
    }
}
