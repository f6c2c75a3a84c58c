using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace FlinkZk.Completion;

/// <summary>Completes ZooKeeper's four-letter words.</summary>
internal sealed class FourLetterWordCompleter : IArgumentCompleter
{
    private static readonly (string Word, string Meaning)[] Words =
    [
        ("conf", "The server's configuration"), ("cons", "Connections, with their counts"), ("crst", "Resets the counts of connections"),
        ("dirs", "The sizes of the data folder"), ("dump", "Sessions and ephemeral nodes"), ("envi", "The server's environment"), ("isro", "Whether it reads and writes or only reads"),
        ("mntr", "Figures for monitoring"), ("ruok", "Answers imok"), ("srst", "Resets the server's counts"), ("srvr", "Version, counts, latency"),
        ("stat", "The same, and the clients"), ("wchc", "Watches by session"), ("wchp", "Watches by path"), ("wchs", "How many watches there are"), ("*", "All of them"),
    ];

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Words.Where(entry => entry.Word.StartsWith(wordToComplete ?? "", StringComparison.OrdinalIgnoreCase))
            .Select(entry => new CompletionResult(entry.Word == "*" ? "'*'" : entry.Word, entry.Word, CompletionResultType.ParameterValue, entry.Meaning));
}
