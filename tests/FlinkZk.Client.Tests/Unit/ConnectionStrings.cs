namespace FlinkZk.Client.Tests;

public sealed class ConnectionStrings
{
    [Theory]
    [InlineData("zk1", "zk1:2181", "/")]
    [InlineData("zk1:2182", "zk1:2182", "/")]
    [InlineData(" zk1 , zk2:2182 ,zk3 /app/x ", "zk1:2181,zk2:2182,zk3:2181/app/x", "/app/x")]
    [InlineData("127.0.0.1:1/", "127.0.0.1:1", "/")]
    [InlineData("[::1]:2182,[fe80::1]", "[::1]:2182,[fe80::1]:2181", "/")]
    [InlineData("::1", "[::1]:2181", "/")]
    public void Servers_and_root_are_read(string text, string canonical, string chroot)
    {
        var parsed = ConnectionString.Parse(text);
        Assert.Equal(canonical, parsed.ToString());
        Assert.Equal(chroot, parsed.Chroot);
        Assert.Equal(parsed, ConnectionString.Parse(canonical));
    }

    [Theory]
    [InlineData("", "a server's name is missing")]
    [InlineData("/app", "a server's name is missing")]
    [InlineData("zk1,,zk2", "a server's name is missing")]
    [InlineData("zk1:0", "'0' in 'zk1:0' is not a port")]
    [InlineData("zk1:65536", "is not a port")]
    [InlineData("zk1:abc", "'abc' in 'zk1:abc' is not a port")]
    [InlineData("zk1:", "'' in 'zk1:' is not a port")]
    [InlineData("zk1/app/", "the root '/app/' is not a path")]
    [InlineData("zk1//app", "the root '//app' is not a path")]
    [InlineData("http://zk1:2181", "the root '//zk1:2181' is not a path")]
    [InlineData("[::1", "does not name a server")]
    [InlineData("user@zk1", "an identity")]
    public void What_is_wrong_is_said_with_an_example(string text, string problem)
    {
        var error = Assert.Throws<FormatException>(() => ConnectionString.Parse(text));
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.Contains("zk1:2181,zk2:2181/app", error.Message, StringComparison.Ordinal);
        Assert.False(ConnectionString.TryParse(text, out _));
    }
}
