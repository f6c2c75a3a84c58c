using System.Collections;
using FlinkZk.Wire;

namespace FlinkZk;

/// <summary>Completes paths of nodes, one level at a time.</summary>
public sealed class NodePathCompleter : SessionCompleter
{
    private protected override async ValueTask<IEnumerable<string>> FindAsync(ZkSession session, string word, IDictionary boundParameters, CancellationToken cancellationToken)
    {
        var parent = word.LastIndexOf('/') is > 0 and var slash ? word[..slash] : ZnodePath.Root;
        var names = await NodeReader.NamesAsync(session, parent, cancellationToken).ConfigureAwait(false);
        return names.Select(name => ZnodePath.Combine(parent, name)).Where(path => path.StartsWith(word, StringComparison.Ordinal));
    }
}
