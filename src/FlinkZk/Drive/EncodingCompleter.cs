using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace FlinkZk;

/// <summary>Completes names of encodings.</summary>
internal sealed class EncodingCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        EncodingNames.All.Where(name => name.StartsWith(wordToComplete ?? "", StringComparison.OrdinalIgnoreCase)).Select(static name => new CompletionResult(name));
}
