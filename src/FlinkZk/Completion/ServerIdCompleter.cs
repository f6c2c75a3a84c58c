using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace FlinkZk.Completion;

/// <summary>Completes numbers of the runspace's servers; the tooltip tells which is which.</summary>
internal sealed class ServerIdCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        RunspaceServers.Current.List.All()
            .Select(server => (Id: server.Id.ToString(CultureInfo.InvariantCulture), Server: server))
            .Where(found => found.Id.StartsWith(wordToComplete ?? "", StringComparison.Ordinal))
            .Select(found => new CompletionResult(found.Id, $"{found.Id}  {found.Server.ConnectionString}", CompletionResultType.ParameterValue, $"{found.Server.ConnectionString}, {found.Server.Data}"));
}
