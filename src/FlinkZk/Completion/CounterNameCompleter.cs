using System.Collections;

namespace FlinkZk.Completion;

/// <summary>Completes names of counters.</summary>
internal sealed class CounterNameCompleter : SessionCompleter
{
    private protected override async ValueTask<IEnumerable<string>> FindAsync(ZkSession session, string word, IDictionary boundParameters, CancellationToken cancellationToken) =>
        (await CounterNames.ListAsync(session, cancellationToken).ConfigureAwait(false)).Where(name => name.StartsWith(word, StringComparison.Ordinal));
}
