using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace FlinkZk.Completion;

/// <summary>
/// Completes from what a live session knows. Tab must never wait for long, open a connection or show an error: after the deadline, without a session,
/// and after any failure there is nothing to offer.
/// </summary>
internal abstract class SessionCompleter : IArgumentCompleter
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMilliseconds(300);
    private const int MaxResults = 200;

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        try
        {
            var session = fakeBoundParameters?["Session"] as ZkSession ?? RunspaceSessions.Current.Default;
            if (session is null || session.State is not (Client.SessionState.Connected or Client.SessionState.ReadOnly))
                return [];
            using var deadline = new CancellationTokenSource(Deadline);
            var word = CompletionText.Word(wordToComplete);
            var find = Task.Run(() => FindAsync(session, word, fakeBoundParameters ?? new Hashtable(), deadline.Token).AsTask(), deadline.Token);
            return find.Wait(Deadline) ? [.. find.Result.Take(MaxResults).Select(value => CompletionText.Result(value))] : [];
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return [];
        }
    }

    /// <summary>What begins with the word.</summary>
    private protected abstract ValueTask<IEnumerable<string>> FindAsync(ZkSession session, string word, IDictionary boundParameters, CancellationToken cancellationToken);
}
