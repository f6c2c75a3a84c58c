namespace FlinkZk.Faults.Runs;

/// <summary>What contenders contend on: a server or an ensemble, in processes of their own.</summary>
internal abstract class Target : IAsyncDisposable
{
    /// <summary>For the log.</summary>
    public abstract string Name { get; }

    /// <summary>Where it is reached when nothing is wrong with it.</summary>
    public abstract string ConnectionString { get; }

    /// <summary>What can happen to it.</summary>
    public abstract IReadOnlyList<Fault> Faults { get; }

    /// <summary>Starts it.</summary>
    /// <param name="folder">For its data and its logs.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public abstract Task StartAsync(string folder, CancellationToken cancellationToken);

    public abstract ValueTask DisposeAsync();
}
