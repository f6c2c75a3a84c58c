using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Sql;

namespace FlinkZk.Completion;

/// <summary>Completes what the gateway says may stand at the end of a statement: tables with their catalogues, columns, functions, keywords; those that are names come first.</summary>
internal sealed class SqlCompleter : IArgumentCompleter
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private const int MostResults = 200;

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var session = fakeBoundParameters["SqlSession"] as FlinkSqlSession ?? RunspaceSqlSessions.Current.Default;
        if (session is not { State: FlinkSqlSessionState.Open })
            return [];
        var typed = CompletionText.Word(wordToComplete);
        _ = SqlScript.Split(typed, out var rest);
        var statement = (rest?.Text.TrimStart() ?? "") + (typed.Length > 0 && char.IsWhiteSpace(typed[^1]) ? " " : "");
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var candidates = Cmdlets.PipelineThread.Wait(async () => await session.Session.CompleteAsync(statement, statement.Length, patience.Token).ConfigureAwait(false));
            return [.. Fitting(typed, candidates).Take(MostResults)];
        }
        // A prompt that cannot complete stays as it is.
        catch (Exception e) when (e is FlinkException or OperationCanceledException or ObjectDisposedException)
        {
            return [];
        }
    }

    private static IEnumerable<CompletionResult> Fitting(string typed, IReadOnlyList<string> candidates)
    {
        var start = typed.Length;
        while (start > 0 && (char.IsLetterOrDigit(typed[start - 1]) || typed[start - 1] is '_' or '$' or '`'))
            start--;
        var (front, word) = (typed[..start], typed[start..]);
        return candidates.Where(candidate => candidate.Split('.').Any(part => part.StartsWith(word, StringComparison.OrdinalIgnoreCase)))
            .OrderBy(candidate => candidate.Any(char.IsLower) ? 0 : 1).ThenBy(candidate => candidate, StringComparer.Ordinal)
            .Select(candidate => new CompletionResult($"'{CodeGeneration.EscapeSingleQuotedStringContent(front + candidate)}'", PlainText.Line(candidate), CompletionResultType.ParameterValue, PlainText.Line(candidate)));
    }
}
