using System.Collections;
using FlinkZk.Wire;

namespace FlinkZk.Completion;

/// <summary>Completes paths of nodes for a parameter that knows wildcards, one level at a time: characters with a meaning come escaped.</summary>
internal sealed class NodePathCompleter : SessionCompleter
{
    private protected override async ValueTask<IEnumerable<string>> FindAsync(ZkSession session, string word, IDictionary boundParameters, CancellationToken cancellationToken)
    {
        if (NodePattern.HasWildcard(word))
            return (await NodeMatches.FindAsync(session, NodePattern.Parse(word + "*"), cancellationToken).ConfigureAwait(false)).Paths.Select(NodePattern.EscapePath);
        return (await BelowAsync(session, NodePattern.Unescape(word), cancellationToken).ConfigureAwait(false)).Select(NodePattern.EscapePath);
    }

    /// <summary>The nodes of a level whose paths begin with the text.</summary>
    internal static async ValueTask<IEnumerable<string>> BelowAsync(ZkSession session, string start, CancellationToken cancellationToken)
    {
        var parent = start.LastIndexOf('/') is > 0 and var slash ? start[..slash] : ZnodePath.Root;
        var names = await NodeReader.NamesAsync(session, parent, cancellationToken).ConfigureAwait(false);
        return names.Select(name => ZnodePath.Combine(parent, name)).Where(path => path.StartsWith(start, StringComparison.Ordinal));
    }
}
