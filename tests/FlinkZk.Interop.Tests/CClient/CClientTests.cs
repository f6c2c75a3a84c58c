namespace FlinkZk.Interop.Tests;

/// <summary>ZooKeeper's C client (a program of ours that is compiled against it) cannot tell our server from Java's.</summary>
[Collection(ServerPair.Collection)]
public sealed class CClientTests(ServerPair servers) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("flinkzk-c-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_session_of_the_C_client_reads_the_same_on_our_server_as_on_Javas()
    {
        ServerPair.RequireReference();
        if (!File.Exists("/usr/bin/cc") || !File.Exists("/usr/include/zookeeper/zookeeper.h"))
            Assert.Skip("No C client found. Install Debian's packages libzookeeper-mt-dev and gcc.");
        var program = Path.Combine(_folder, "session");
        // Without THREADED the header hides the functions that wait.
        var (exitCode, text) = await ForeignProcess.RunAsync("/usr/bin/cc",
            ["-DTHREADED", "-o", program, Path.Combine(AppContext.BaseDirectory, "CClient", "Scripts", "session.c"), "-lzookeeper_mt", "-lpthread"]);
        Assert.True(exitCode == 0, text);

        var (ours, theirs) = servers.Ports;
        var expected = RunAsync(program, theirs);
        var actual = RunAsync(program, ours);
        await Task.WhenAll(expected, actual);
        Assert.True((await expected).Lines[^1] == "exit code 0", $"The program did not come to its end on the reference:\n{await expected}");
        Transcript.AssertSame(await expected, await actual);
    }

    private static async Task<Transcript> RunAsync(string program, int port)
    {
        var (exitCode, text) = await ForeignProcess.RunAsync(program, [$"127.0.0.1:{port}"]);
        return Transcript.Of(text, exitCode);
    }
}
