namespace FlinkZk.Interop.Tests;

/// <summary>The Python client cannot tell our server from Java's: the same scripts, the same answers, line by line.</summary>
[Collection(ServerPair.Collection)]
public sealed class KazooTests(ServerPair servers)
{
    [Theory]
    [InlineData("nodes")]
    [InlineData("watches")]
    [InlineData("recipes")]
    [InlineData("sessions")]
    [InlineData("access")]
    public async Task A_kazoo_session_reads_the_same_on_our_server_as_on_Javas(string script)
    {
        ServerPair.RequireReference();
        if (Kazoo.Python is null)
            Assert.Skip(Kazoo.SkipReason);
        var (ours, theirs) = servers.Ports;
        var expected = Kazoo.RunAsync(script, theirs);
        var actual = Kazoo.RunAsync(script, ours);
        await Task.WhenAll(expected, actual);
        Assert.True((await expected).Lines[^1] == "exit code 0", $"The script did not come to its end on the reference:\n{await expected}");
        Transcript.AssertSame(await expected, await actual);
    }
}
