using FlinkZk.Server.Access;
using FlinkZk.Server.Members;
using FlinkZk.Server.Operations;
using FlinkZk.Server.Options;
using FlinkZk.Server.State;
using FlinkZk.Wire;

namespace FlinkZk.Server.Tests;

/// <summary>What Prepare says to a reconfiguration, request by request.</summary>
public sealed class ReconfigJudgementTests
{
    private static readonly EnsembleConfiguration Three = EnsembleConfiguration.Parse("server.1=a:1:2;3,server.2=b:1:2;4,server.3=c:1:2;5");

    [Fact]
    public void While_one_is_under_way_another_is_refused()
    {
        var (membership, database) = (NewMembership(_ => true), new Database());
        Assert.Equal(ErrorCode.Ok, Judge(membership, database, leaving: "3", zxid: 7));
        Assert.Equal(ErrorCode.ReconfigInProgress, Judge(membership, database, leaving: "2", zxid: 8));
        membership.Changed = changed => { };
        membership.Apply("server.1=a:1:2;3\nserver.2=b:1:2;4\nversion=7"u8);
        Assert.Equal(ErrorCode.BadArguments, Judge(membership, database, leaving: "2", zxid: 9));
    }

    [Theory]
    [InlineData(0, "4", null, ErrorCode.Ok)]
    [InlineData(3, "4", null, ErrorCode.NewConfigNoQuorum)]
    [InlineData(3, null, "3", ErrorCode.Ok)]
    [InlineData(1, null, "3", ErrorCode.NewConfigNoQuorum)]
    public void A_majority_of_the_new_members_has_to_be_in_touch(int outOfTouch, string? joining, string? leaving, ErrorCode answer)
    {
        var membership = NewMembership(id => id <= 3 && id != outOfTouch);
        Assert.Equal(answer, Judge(membership, new(), joining is null ? null : $"server.{joining}=d:1:2;6", leaving, zxid: 7));
    }

    [Fact]
    public void One_that_only_observes_counts_for_no_majority()
    {
        var membership = NewMembership(id => id is 1 or 2);
        Assert.Equal(ErrorCode.Ok, Judge(membership, new(), joining: "server.4=d:1:2:observer;6", zxid: 7));
    }

    private static Membership NewMembership(Func<int, bool> isInTouch)
    {
        var membership = new Membership { IsInTouch = isInTouch };
        membership.Begin(Three);
        return membership;
    }

    private static ErrorCode Judge(Membership membership, Database database, string? joining = null, string? leaving = null, long zxid = 1)
    {
        var options = new ZkServerOptions { ReconfigEnabled = true };
        var context = new PrepareContext(new(database.Tree, database.Quotas), database.Quotas, new(options, _ => { }), new(long.MaxValue, static () => 0, options.Events, options.TimeProvider), options)
        {
            SessionId = 1,
            Zxid = zxid,
            Identities = [new(Identity.SuperScheme, "")],
        };
        var body = new WireBuffer();
        var writer = new JuteWriter(body);
        new ReconfigRequest(joining, leaving, null, -1).Write(ref writer);
        var request = new JuteReader(body.Written);
        return new Reconfig(membership).Prepare(ref request, context, new());
    }
}
