using FlinkZk.Testing;

namespace FlinkZk.Faults.Runs;

/// <summary>What contenders contend on: a server or an ensemble, in processes of their own.</summary>
internal abstract class Target : IAsyncDisposable
{
    /// <summary>For the log.</summary>
    public abstract string Name { get; }

    /// <summary>Where it is reached when nothing is wrong with it.</summary>
    public abstract string ConnectionString { get; }

    /// <summary>Where a contender reaches it: those with odd numbers over links that can be made to fail.</summary>
    public string ServersFor(int contender) => contender % 2 == 0 ? ConnectionString : string.Join(',', Links.Select(link => link.ConnectionString));

    /// <summary>Whether a read behind a sync sees everything that was acknowledged before; if not, it goes behind a transaction.</summary>
    public virtual bool SyncIsEnough => true;

    /// <summary>What can happen to it.</summary>
    public abstract IReadOnlyList<Fault> Faults { get; }

    /// <summary>What cannot happen on this machine, and why; known when it has been started.</summary>
    public virtual IReadOnlyList<string> Skipped => [];

    /// <summary>Before each server one.</summary>
    public IReadOnlyList<FaultProxy> Links { get; protected set; } = [];

    /// <summary>Starts it.</summary>
    /// <param name="folder">For its data and its logs.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public abstract Task StartAsync(string folder, CancellationToken cancellationToken);

    /// <summary>Ends it. Its data may go.</summary>
    public abstract Task StopAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var link in Links)
            await link.DisposeAsync();
        await StopAsync();
    }
}
