using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace FlinkZk.Completion;

/// <summary>Completes numbers of the runspace's sessions; the tooltip tells which is which.</summary>
internal sealed class SessionIdCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        RunspaceSessions.Current.List.All()
            .Select(session => (Id: session.Id.ToString(CultureInfo.InvariantCulture), Session: session))
            .Where(found => found.Id.StartsWith(wordToComplete ?? "", StringComparison.Ordinal))
            .Select(found => new CompletionResult(found.Id, $"{found.Id}  {found.Session}", CompletionResultType.ParameterValue, found.Session.ToString()));
}
