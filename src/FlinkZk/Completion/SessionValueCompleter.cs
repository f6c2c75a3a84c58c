using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace FlinkZk.Completion;

/// <summary>Completes a parameter that takes a session with what gives one: <c>(Get-ZkSession -Id 1)</c>.</summary>
internal sealed class SessionValueCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        RunspaceSessions.Current.List.All()
            .Select(session => (Text: string.Create(CultureInfo.InvariantCulture, $"(Get-ZkSession -Id {session.Id})"), Session: session))
            .Where(found => found.Text.StartsWith(wordToComplete ?? "", StringComparison.OrdinalIgnoreCase))
            .Select(found => new CompletionResult(found.Text, $"{found.Session.Id}  {found.Session}", CompletionResultType.ParameterValue, found.Session.ToString()));
}
