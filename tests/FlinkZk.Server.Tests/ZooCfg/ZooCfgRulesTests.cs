using FlinkZk.Server.ZooCfg;

namespace FlinkZk.Server.Tests.ZooCfg;

/// <summary>What is wrong with a zoo.cfg is told with what is right.</summary>
public sealed class ZooCfgRulesTests
{
    private const string Sound = """
        tickTime=2000
        dataDir=/var/lib/zookeeper
        dataLogDir=/var/log/zookeeper
        clientPort=2181
        initLimit=10
        syncLimit=5
        maxSessionTimeout=60000
        autopurge.purgeInterval=24
        autopurge.snapRetainCount=3
        admin.enableServer=false
        server.1=zk1:2888:3888
        server.2=zk2:2888:3888
        server.3=zk3:2888:3888
        """;

    [Fact]
    public void A_sound_one_has_no_finding() => Assert.Empty(Judge(Sound));

    [Theory]
    [InlineData("jute.maxbuffer=1000000", "Error jute.maxbuffer 14", "-Djute.maxbuffer")]
    [InlineData("autopurge.purgInterval=24", "Warning autopurge.purgInterval 14", "autopurge.purgeInterval")]
    [InlineData("zookeeper.snapCont=24", "Warning zookeeper.snapCont 14", "snapCount")]
    [InlineData("clientport=2182", "Warning clientport 14", "clientPort")]
    [InlineData("some.thing.else=1", "Warning some.thing.else 14", "Remove it")]
    [InlineData("maxClientCnxns=many", "Error maxClientCnxns 14", "does not start")]
    [InlineData("minSessionTimeout=90000", "Error minSessionTimeout 14", "maxSessionTimeout")]
    [InlineData("forceSync=no", "Error forceSync 14", "power failure")]
    [InlineData("skipACL=yes", "Error skipACL 14", "everybody")]
    [InlineData("4lw.commands.whitelist=*", "Warning 4lw.commands.whitelist 14", "srvr")]
    [InlineData("admin.serverPort=2181", "Error admin.serverPort 14", "clients' port")]
    [InlineData("tickTime=3000", "Warning tickTime 14", "the lines 1, 14")]
    [InlineData("server.4=zk4:2888:3888", "Information server.4 14", "no more failures than 3")]
    [InlineData("server.4=zk4", "Error server.4 14", "zk1:2888:3888")]
    [InlineData("server.4=zk1:2889:3889", "Warning server.4 14", "fail together")]
    [InlineData("server.4x=zk4:2888:3888", "Warning server.4x 14", "from 1 to 255")]
    public void One_thing_that_is_wrong_is_found_with_what_is_right(string line, string expected, string said)
    {
        var finding = Judge($"{Sound}\n{line}").First(finding => $"{finding.Severity} {finding.Key} {finding.Line}" == expected);
        Assert.Contains(said, $"{finding.Evidence} {finding.Repair}", StringComparison.Ordinal);
        Assert.All([finding.Evidence, finding.Repair], text => Assert.EndsWith(".", text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("dataDir=/var/lib/zookeeper", "", "Error dataDir")]
    [InlineData("dataDir=/var/lib/zookeeper", "dataDir=/tmp/zookeeper", "Error dataDir")]
    [InlineData("dataLogDir=/var/log/zookeeper", "", "Information dataLogDir")]
    [InlineData("clientPort=2181", "", "Warning clientPort")]
    [InlineData("initLimit=10", "", "Error initLimit")]
    [InlineData("maxSessionTimeout=60000", "", "Information maxSessionTimeout")]
    [InlineData("maxSessionTimeout=60000", "maxSessionTimeout=30000", "Information maxSessionTimeout")]
    [InlineData("autopurge.purgeInterval=24", "autopurge.purgeInterval=0", "Warning autopurge.purgeInterval")]
    [InlineData("admin.enableServer=false", "", "Information admin.serverAddress")]
    [InlineData("server.3=zk3:2888:3888", "", "Warning server.2")]
    [InlineData("server.3=zk3:2888:3888", "server.3=zk3:2888:3888:observer", "Warning server.3")]
    public void What_is_missing_or_does_not_fit_is_found(string part, string instead, string expected) =>
        Assert.Equal([expected], Judge(Sound.Replace(part, instead, StringComparison.Ordinal)).Select(finding => $"{finding.Severity} {finding.Key}"));

    [Fact]
    public void Members_may_stand_in_a_file_of_their_own_and_myid_has_to_be_one_of_them()
    {
        string[] lines = Sound.Split('\n');
        var members = Entries([.. lines.Where(line => line.StartsWith("server.", StringComparison.Ordinal))]);
        var rest = Entries([.. lines.Where(line => !line.StartsWith("server.", StringComparison.Ordinal)), "dynamicConfigFile=zoo.cfg.dynamic"]);
        Assert.Empty(ZooCfgRules.Judge(rest, members, "2\n"));
        Assert.Equal(["Error myid"], ZooCfgRules.Judge(rest, members, "4").Select(finding => $"{finding.Severity} {finding.Key}"));
    }

    [Fact]
    public void A_line_that_is_none_is_told_with_its_number() => Assert.StartsWith("line 2:", Assert.Throws<FormatException>(() => Entries(["a=b", "nothing"])).Message, StringComparison.Ordinal);

    private static IReadOnlyList<ZooCfgFinding> Judge(string text) => ZooCfgRules.Judge(Entries(text.Split('\n')));

    private static IReadOnlyList<ZooCfgEntry> Entries(string[] lines) => ZooCfgEntry.Read(lines);
}
