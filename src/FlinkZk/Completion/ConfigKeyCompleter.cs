using System.Collections;

namespace FlinkZk.Completion;

/// <summary>Completes configuration keys: those that hold for the job of <c>-Job</c>.</summary>
internal sealed class ConfigKeyCompleter : SessionCompleter
{
    private protected override async ValueTask<IEnumerable<string>> FindAsync(ZkSession session, string word, IDictionary boundParameters, CancellationToken cancellationToken)
    {
        var snapshot = await session.Configuration.ReadAsync(boundParameters["Job"]?.ToString(), cancellationToken).ConfigureAwait(false);
        return snapshot.Effective.Select(value => value.Key).Where(key => key.StartsWith(word, StringComparison.OrdinalIgnoreCase));
    }
}
