using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace FlinkZk.Completion;

/// <summary>Completes names of a stream's columns: those of the file, or of the objects that come down the pipeline.</summary>
internal sealed class StreamColumnCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var word = CompletionText.Word(wordToComplete);
        return StreamColumns.Find(commandAst, fakeBoundParameters)
            .Where(name => name.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            .Select(name => CompletionText.Result(name));
    }
}
