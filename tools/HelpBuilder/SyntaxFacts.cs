using System.Management.Automation;

namespace FlinkZk.Tools.HelpBuilder;

/// <summary>One parameter set, and its parameters in the order in which PowerShell writes them.</summary>
internal sealed record SyntaxFacts(string? Set, IReadOnlyList<string> Parameters)
{
    /// <summary>As Get-Command -Syntax has them: by position, then what is mandatory, then the rest as declared.</summary>
    public static IEnumerable<CommandParameterInfo> InOrder(CommandParameterSetInfo set) => set.Parameters.Where(CmdletFacts.IsOwn)
        .OrderBy(parameter => parameter.Position == int.MinValue ? int.MaxValue : parameter.Position)
        .ThenByDescending(parameter => parameter.IsMandatory);
}
