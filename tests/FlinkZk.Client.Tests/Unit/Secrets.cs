namespace FlinkZk.Client.Tests;

public sealed class Secrets
{
    [Fact]
    public void Are_not_in_any_text()
    {
        var auth = AuthInfo.Digest("alice", "hunter2");
        var options = new ZkClientOptions
        {
            ConnectionString = ConnectionString.Parse("zk1"),
            Auth = [auth],
            Sasl = new("alice", "hunter2"),
            Tls = new() { KeyPassword = "hunter2" },
        };
        Assert.All((string[])[auth.ToString(), options.ToString(), options.Sasl.ToString(), $"{options.Tls}"],
            text => Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal));
    }

    [Fact]
    public void A_user_with_a_colon_would_be_another_user() => Assert.Throws<ArgumentException>(() => AuthInfo.Digest("a:b", "c"));
}
