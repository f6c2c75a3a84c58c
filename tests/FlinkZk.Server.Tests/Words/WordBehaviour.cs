using FlinkZk.Testing;
using FlinkZk.Wire;

namespace FlinkZk.Server.Tests.Words;

/// <summary>The form of what the four-letter words say, line by line: monitoring parses it.</summary>
public abstract class WordBehaviour
{
    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The port, on a server that runs and answers all words.</summary>
    protected abstract Task<int> StartAsync();

    [Theory]
    [InlineData("ruok", "^imok$")]
    [InlineData("isro", "^rw$")]
    [InlineData("crst", @"^Connection stats reset\.\n$")]
    [InlineData("srst", @"^Server stats reset\.\n$")]
    [InlineData("srvr", @"^Zookeeper version: 3\.9\.\d+\S.*\nLatency min/avg/max: \d+/\d+\.\d{1,4}/\d+\nReceived: \d+\nSent: \d+\nConnections: \d+\nOutstanding: \d+\nZxid: 0x[0-9a-f]+\nMode: standalone\nNode count: \d+\n$")]
    [InlineData("envi", @"^Environment:\nzookeeper\.version=3\.9\.\d+\S.*\nhost\.name=\S+\n(\S+=.*\n)+$")]
    [InlineData("wchs", @"^\d+ connections watching \d+ paths\nTotal watches:\d+\n$")]
    [InlineData("conf", @"^clientPort=\d+\nsecureClientPort=-1\ndataDir=.+\ndataDirSize=\d+\ndataLogDir=.+\ndataLogSize=\d+\ntickTime=2000\nmaxClientCnxns=\d+\nminSessionTimeout=4000\nmaxSessionTimeout=40000\nclientPortListenBacklog=-1\nserverId=0\n$")]
    [InlineData("mntr", @"^zk_version\t3\.9\.\d+\S.*\nzk_server_state\tstandalone\n(zk_\S+\t-?\d+(\.\d+)?(E-?\d+)?\n)+$")]
    public async Task A_word_has_its_form(string word, string form) => Assert.Matches(form, await AskAsync(await StartAsync(), word));

    [Fact]
    public async Task Connections_are_listed_with_what_they_did()
    {
        var port = await StartAsync();
        await using var client = await RawClient.ConnectAsync(port, timeout: 12_000);
        await client.ExistsAsync("/");
        await client.GetAsync("/");
        var session = $"0x{client.Session.SessionId:x}";
        var lines = (await AskAsync(port, "cons")).Split('\n');
        Assert.Single(lines, line => System.Text.RegularExpressions.Regex.IsMatch(
            line,
            $@"^ /127\.0\.0\.1:\d+\[1\]\(queued=0,recved=3,sent=3,sid={session},lop=GETD,est=\d{{13}},to=12000,lcxid=0x2,lzxid=0x[0-9a-f]+,lresp=\d+,llat=\d+,minlat=\d+,avglat=\d+,maxlat=\d+\)$"));
        Assert.Single(lines, static line => System.Text.RegularExpressions.Regex.IsMatch(line, @"^ /127\.0\.0\.1:\d+\[0\]\(queued=0,recved=1,sent=0\)$"));
        Assert.Equal(["", ""], lines[^2..]);

        var stat = await AskAsync(port, "stat");
        Assert.Matches(@"^Zookeeper version: .*\nClients:\n( /127\.0\.0\.1:\d+\[[01]\]\(queued=0,recved=\d+,sent=\d+\)\n)+\nLatency min/avg/max: ", stat);
        Assert.Matches(@"\n /127\.0\.0\.1:\d+\[1\]\(queued=0,recved=3,sent=3\)\n", stat);
    }

    [Fact]
    public async Task Watches_are_listed_by_session_and_by_path()
    {
        var port = await StartAsync();
        await using var client = await RawClient.ConnectAsync(port);
        var path = $"/watched-{Guid.NewGuid():N}";
        await client.ExistsAsync(path, watch: true);
        var session = $"0x{client.Session.SessionId:x}";
        Assert.Contains($"{session}\n\t{path}\n", await AskAsync(port, "wchc"), StringComparison.Ordinal);
        Assert.Contains($"{path}\n\t{session}\n", await AskAsync(port, "wchp"), StringComparison.Ordinal);
        foreach (var word in (string[])["wchc", "wchp"])
            Assert.EndsWith("\n\n", await AskAsync(port, word), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sessions_their_ephemeral_nodes_and_connections_are_dumped_by_when_they_end()
    {
        var port = await StartAsync();
        await using var client = await RawClient.ConnectAsync(port);
        var path = await client.CreateAsync($"/dumped-{Guid.NewGuid():N}", mode: CreateMode.Ephemeral);
        var session = $"0x{client.Session.SessionId:x}";
        var dump = await AskAsync(port, "dump");
        const string Date = @"\w{3} \w{3} \d\d \d\d:\d\d:\d\d \w+ \d{4}";
        Assert.Matches(
            $@"^SessionTracker dump:\nSession Sets \(\d+\)/\(\d+\):\n(\d+ expire at {Date}:\n(\t0x[0-9a-f]+\n)*)+ephemeral nodes dump:\nSessions with Ephemerals \(\d+\):\n"
            + $@"(0x[0-9a-f]+:\n(\t/\S+\n)+)+Connections dump:\nConnections Sets \(\d+\)/\(\d+\):\n(\d+ expire at {Date}:\n(\tip: /127\.0\.0\.1:\d+ sessionId: 0x[0-9a-f]+\n)*)+$",
            dump);
        Assert.Contains($"\n\t{session}\n", dump, StringComparison.Ordinal);
        Assert.Contains($"\n{session}:\n\t{path}\n", dump, StringComparison.Ordinal);
        Assert.Contains($" sessionId: {session}\n", dump, StringComparison.Ordinal);
        await client.CallAsync(OpCode.CloseSession);
    }

    private protected static async Task<string> AskAsync(int port, string word) =>
        await FourLetterWord.AskAsync(port, word, Cancel) ?? throw new TimeoutException($"{word} is not answered.");
}
