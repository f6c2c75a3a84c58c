using FlinkZk.Server.Members;
using FlinkZk.Wire;

namespace FlinkZk.Server.Tests;

/// <summary>The text of <c>/zookeeper/config</c>, and how it changes.</summary>
public sealed class EnsembleConfigurationTests
{
    private const string Three = "server.1=a:2888:3888:participant;127.0.0.1:2181\nserver.2=b:2888:3888:participant;0.0.0.0:2181\nserver.10=[::1]:2888:3888:observer;[::1]:2182\nversion=1f";

    [Fact]
    public void It_reads_as_it_is_written()
    {
        var configuration = EnsembleConfiguration.Parse(Three);
        Assert.Equal((0x1f, 2), (configuration.Version, configuration.Voters.Count()));
        Assert.Equal(Three, configuration.ToString());
    }

    [Theory]
    [InlineData("server.1=a:1:2;3", "server.1=a:1:2:participant;0.0.0.0:3\nversion=0")]
    [InlineData(" server.2=a:1:2:observer;127.0.0.1:3 , server.1=b:1:2;3 ", "server.1=b:1:2:participant;0.0.0.0:3\nserver.2=a:1:2:observer;127.0.0.1:3\nversion=0")]
    [InlineData("server.1=a:1:2;3,server.1=b:1:2;4", "server.1=b:1:2:participant;0.0.0.0:4\nversion=0")]
    public void Short_forms_are_completed(string text, string written) => Assert.Equal(written, EnsembleConfiguration.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("server.1")]
    [InlineData("group.1=1:2")]
    [InlineData("server.1=a:1:2")]
    [InlineData("server.1=a:1;3")]
    [InlineData("server.1=a:1:1;3")]
    [InlineData("server.1=a:1:2:leader;3")]
    [InlineData("server.1=a:1:2|b:1:2;3")]
    [InlineData("server.1=a:1:65536;3")]
    [InlineData("server.1=a:1:2;x")]
    [InlineData("server.1=a:1:2;3\nversion=x")]
    [InlineData("server.1=a:1:2;3,server.2=a:1:4;5")]
    [InlineData("server.1=a:1:2;3,server.2=b:1:2;3")]
    [InlineData("server.1=a:1:2;3,server.2=a:2:5;6")]
    public void What_is_none_is_refused(string text) => Assert.Throws<FormatException>(() => EnsembleConfiguration.Parse(text));

    [Fact]
    public void The_number_of_a_server_is_a_number() => Assert.Throws<WireFormatException>(() => EnsembleConfiguration.Parse("server.x=a:1:2;3"));

    [Theory]
    [InlineData(null, "2,10", new[] { 1 })]
    [InlineData("server.3=c:1:2;3", null, new[] { 1, 2, 3, 10 })]
    [InlineData("server.2=c:1:2;3,server.4=d:1:2;4", "2", new[] { 1, 2, 4, 10 })]
    [InlineData("", "7", new[] { 1, 2, 10 })]
    public void Some_leave_and_then_some_join(string? joining, string? leaving, int[] servers) =>
        Assert.Equal(servers, EnsembleConfiguration.Parse(Three).Change(joining, leaving).Servers.Select(server => server.Id));
}
