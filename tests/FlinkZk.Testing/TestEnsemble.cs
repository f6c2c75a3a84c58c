using System.Globalization;

namespace FlinkZk.Testing;

/// <summary>An ensemble of Apache ZooKeeper servers on loopback, whose members can be killed and started again.</summary>
public sealed class TestEnsemble : IAsyncDisposable
{
    private TestEnsemble(IReadOnlyList<ApacheServer> members) => Members = members;

    /// <summary>The members, in the order of their numbers, which begin at 1.</summary>
    public IReadOnlyList<ApacheServer> Members { get; }

    /// <summary>All members.</summary>
    public string ConnectionString => string.Join(',', Members.Select(member => member.ConnectionString));

    /// <summary>Starts an ensemble and waits until every member answers, which it does once there is a leader.</summary>
    public static async Task<TestEnsemble> StartAsync(ZooKeeperHome home, int size = 3, ApacheServerOptions? options = null, CancellationToken cancellationToken = default)
    {
        string[] peers = [.. Enumerable.Range(1, size).Select(id => string.Create(CultureInfo.InvariantCulture, $"server.{id}=127.0.0.1:{FreePort.Next()}:{FreePort.Next()}"))];
        options ??= new();
        options = options with { Config = [.. options.Config, "initLimit=20", "syncLimit=10", .. peers] };
        var starting = Enumerable.Range(1, size).Select(id => ApacheServer.StartAsync(home, options with { Id = id }, cancellationToken)).ToArray();
        try
        {
            return new(await Task.WhenAll(starting));
        }
        catch
        {
            foreach (var started in starting.Where(task => task.IsCompletedSuccessfully))
                await started.Result.DisposeAsync();
            throw;
        }
    }

    /// <summary>The member that listens on a port.</summary>
    public ApacheServer MemberAt(string address) => Members.Single(member => member.ConnectionString == address);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var member in Members)
            await member.DisposeAsync();
    }
}
