namespace FlinkZk.Server.Tests;

/// <summary>What is asked of an ensemble, ours or Java's, that each test has for itself.</summary>
public abstract class EnsembleBehaviour : IAsyncLifetime
{
    private EnsembleUnderTest? _ensemble;

    internal EnsembleUnderTest Ensemble => _ensemble!;

    internal abstract Task<EnsembleUnderTest> StartAsync();

    public virtual async ValueTask InitializeAsync() => _ensemble = await StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (_ensemble is not null)
            await _ensemble.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
