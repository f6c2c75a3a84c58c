using System.Management.Automation;
using FlinkZk.Wire;

namespace FlinkZk;

/// <summary>The nodes that a pattern stands for, in the order of their names, and what could not be looked into.</summary>
internal sealed class NodeMatches
{
    private readonly List<NodeFailure> _failures = [];

    public IReadOnlyList<string> Paths { get; private set; } = [];

    public IReadOnlyList<NodeFailure> Failures => _failures;

    /// <summary>Looks level by level, each in about one round trip. A pattern that nothing fits gives nothing; a missing node above its first wildcard is an error.</summary>
    public static async ValueTask<NodeMatches> FindAsync(ZkSession session, NodePattern pattern, CancellationToken cancellationToken)
    {
        var found = new NodeMatches();
        List<string> paths = [pattern.Start];
        var isChecked = true;
        foreach (var part in pattern.Rest)
        {
            if (part.Wildcard is { } wildcard)
                paths = await found.BelowAsync(session, paths, wildcard, mayMiss: paths.Count != 1 || paths[0] != pattern.Start, cancellationToken).ConfigureAwait(false);
            else
                paths = paths.ConvertAll(path => ZnodePath.Combine(path, part.Name));
            isChecked = part.Wildcard is not null;
        }
        found.Paths = isChecked ? paths : await found.ExistingAsync(session, paths, cancellationToken).ConfigureAwait(false);
        return found;
    }

    private async ValueTask<List<string>> BelowAsync(ZkSession session, List<string> parents, WildcardPattern wildcard, bool mayMiss, CancellationToken cancellationToken)
    {
        var matches = new List<string>();
        var lists = NodeRequests.RunAsync(parents, (path, token) => session.Client.GetChildrenAsync(path, token), static list => list.Names.Sum(static name => name.Length), cancellationToken);
        await foreach (var (path, list, error) in lists.ConfigureAwait(false))
        {
            if (error is null)
                matches.AddRange(list.Names.Where(wildcard.IsMatch).Order(StringComparer.Ordinal).Select(name => ZnodePath.Combine(path, name)));
            else if (error.Code != ErrorCode.NoNode || !mayMiss)
                _failures.Add(new(path, error));
        }
        return matches;
    }

    private async ValueTask<List<string>> ExistingAsync(ZkSession session, List<string> paths, CancellationToken cancellationToken)
    {
        var existing = new List<string>();
        var answers = NodeRequests.RunAsync(paths, (path, token) => session.Client.ExistsAsync(path, token), static _ => 0, cancellationToken);
        await foreach (var (path, stat, error) in answers.ConfigureAwait(false))
        {
            if (error is not null)
                _failures.Add(new(path, error));
            else if (stat is not null)
                existing.Add(path);
        }
        return existing;
    }
}
