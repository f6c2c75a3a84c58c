using System.Collections;

namespace FlinkZk.Completion;

/// <summary>Completes paths of nodes for a parameter that takes them as they are, one level at a time.</summary>
internal sealed class LiteralNodePathCompleter : SessionCompleter
{
    private protected override ValueTask<IEnumerable<string>> FindAsync(ZkSession session, string word, IDictionary boundParameters, CancellationToken cancellationToken) =>
        NodePathCompleter.BelowAsync(session, word, cancellationToken);
}
