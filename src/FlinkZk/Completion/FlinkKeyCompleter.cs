using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using FlinkZk.Clusters.Configuration;

namespace FlinkZk.Completion;

/// <summary>Offers the keys of Flink's configuration, each with its type and default.</summary>
internal sealed class FlinkKeyCompleter : IArgumentCompleter
{
    private const int Most = 200;

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var word = (wordToComplete ?? "").Trim('\'', '"');
        return FlinkKeys.All.Where(key => key.Name.Contains(word, StringComparison.OrdinalIgnoreCase))
            .OrderBy(key => !key.Name.StartsWith(word, StringComparison.OrdinalIgnoreCase)).ThenBy(key => key.Name, StringComparer.Ordinal).Take(Most)
            .Select(key => new CompletionResult(key.Name, key.Name, CompletionResultType.ParameterValue, $"{key.Type}{(key.Default is null ? "" : $", {key.Default} by default")}"));
    }
}
