using System.Diagnostics;
using FlinkZk.Client;
using FlinkZk.Coordination;
using FlinkZk.Testing;

namespace FlinkZk.Interop.Tests;

/// <summary>The Java example that jobs read their configuration with sees each revision whole.</summary>
public sealed class JobConfigurationTests(EmbeddedTestServer own, ApacheTestServer apache) : IClassFixture<EmbeddedTestServer>, IClassFixture<ApacheTestServer>
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Each_revision_is_read_whole_as_it_comes(bool isOwn)
    {
        TestServer server = isOwn ? own : apache;
        if (ZooKeeperHome.Newest is not { } home || server.SkipReason is not null)
        {
            Assert.Skip(ZooKeeperHome.SkipReason);
            return;
        }
        await server.StartAsync();
        var root = $"/config-{Guid.NewGuid():n}";
        await using var client = await ZkClient.ConnectAsync(new() { ConnectionString = ConnectionString.Parse(server.ConnectionString) }, Cancel);
        var store = new ConfigurationStore(client, new ClusterPaths(root));
        using var program = Process.Start(new ProcessStartInfo(Java.Command, [.. Java.QuickStart, "-Dorg.slf4j.simpleLogger.defaultLogLevel=off", "-cp", home.ClassPath, Example, server.ConnectionString, root, "orders"]) { RedirectStandardOutput = true })!;
        try
        {
            Assert.Equal("0 {}", await LineAsync(program));
            await store.ChangeAsync([ConfigurationEdit.Set(null, "gap", "5s"), ConfigurationEdit.Set(null, "threshold", 1), ConfigurationEdit.Set("orders", "threshold", 100)], cancellationToken: Cancel);
            Assert.Equal("1 {gap=\"5s\", threshold=100}", await LineAsync(program));
            await store.ChangeAsync([ConfigurationEdit.Set("orders", "password", "s3cret", secret: true), ConfigurationEdit.Remove("orders", "threshold")], cancellationToken: Cancel);
            Assert.Equal("2 {gap=\"5s\", password={\"$secret\":\"s3cret\"}, threshold=1}", await LineAsync(program));
        }
        finally
        {
            program.Kill();
            await program.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static string Example
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder!.FullName, "FlinkZk.psd1")))
                folder = folder.Parent;
            return Path.Combine(folder.FullName, "examples", "flink", "JobConfiguration.java");
        }
    }

    private static async Task<string?> LineAsync(Process program) => await program.StandardOutput.ReadLineAsync(Cancel).AsTask().WaitAsync(Deadline, Cancel);
}
