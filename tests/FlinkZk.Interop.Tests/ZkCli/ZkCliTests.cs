namespace FlinkZk.Interop.Tests;

/// <summary>Java's own command line client cannot tell our server from Java's: the same scripts, the same answers, line by line.</summary>
[Collection(ServerPair.Collection)]
public sealed class ZkCliTests(ServerPair servers)
{
    public static TheoryData<string> Scripts =>
        [.. Directory.EnumerateFiles(ZkCli.Scripts, "*.txt").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task A_zkCli_session_reads_the_same_on_our_server_as_on_Javas(string script)
    {
        ServerPair.RequireReference();
        var text = await File.ReadAllTextAsync(Path.Combine(ZkCli.Scripts, script + ".txt"), TestContext.Current.CancellationToken);
        var (ours, theirs) = servers.Ports;
        var expected = ZkCli.RunAsync(ServerPair.Reference!, theirs, text);
        var actual = ZkCli.RunAsync(ServerPair.Reference!, ours, text);
        await Task.WhenAll(expected, actual);
        Assert.True((await expected).Lines.Count > text.Split('\n').Length, $"The reference said less than it was asked:\n{await expected}");
        Transcript.AssertSame(await expected, await actual);
    }
}
