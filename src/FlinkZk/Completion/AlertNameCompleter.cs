using System.Collections;
using FlinkZk.Coordination;

namespace FlinkZk.Completion;

/// <summary>Completes names of alerts.</summary>
internal sealed class AlertNameCompleter : SessionCompleter
{
    private protected override async ValueTask<IEnumerable<string>> FindAsync(ZkSession session, string word, IDictionary boundParameters, CancellationToken cancellationToken) =>
        (await new AlertStore(session.Client, session.Paths).ListAsync(cancellationToken).ConfigureAwait(false)).Where(name => name.StartsWith(word, StringComparison.Ordinal));
}
