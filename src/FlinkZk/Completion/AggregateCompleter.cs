using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace FlinkZk.Completion;

/// <summary>Completes aggregates: <c>count</c>, and the functions, with a usual number where they need one, with each of the stream's columns; a name that stands before, as in <c>'Revenue=su</c>, stays.</summary>
internal sealed class AggregateCompleter : IArgumentCompleter
{
    private static readonly string[] Functions =
    [
        "sum", "avg", "min", "max", "first", "last", "distinct", "approxdistinct", "percentile 95", "approxpercentile 95", "top 3", "collect", "variance", "stddev",
    ];

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var word = CompletionText.Word(wordToComplete);
        var name = word[..(word.IndexOf('=', StringComparison.Ordinal) + 1)];
        var columns = StreamColumns.Find(commandAst, fakeBoundParameters).Select(Quoted).ToArray();
        return Functions.SelectMany(function => columns.Select(column => $"{function} {column}")).Prepend("count")
            .Select(aggregate => name + aggregate)
            .Where(text => text.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            .Select(text => CompletionText.Result(text));
    }

    private static string Quoted(string column) => column.Any(char.IsWhiteSpace) ? $"\"{column}\"" : column;
}
