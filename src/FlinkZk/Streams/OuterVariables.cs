using System.Management.Automation.Language;

namespace FlinkZk;

/// <summary>The variables that a script reads and does not set itself: they have to come from outside, and one that is not there is a slip, because to PowerShell it is null.</summary>
internal static class OuterVariables
{
    // What the engine sets, in every script or where something has happened.
    private static readonly HashSet<string> OfTheEngine = new(
        ["_", "PSItem", "config", "args", "input", "this", "true", "false", "null", "Matches", "switch", "foreach", "PSBoundParameters", "MyInvocation", "PSCmdlet", "PSScriptRoot", "PSCommandPath",
         "LASTEXITCODE", "StackTrace", "?", "^", "$", "Event", "EventArgs", "EventSubscriber", "Sender", "SourceArgs", "SourceEventArgs", "PSDebugContext", "PSSenderInfo"], StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> ShortNames = new(["ov", "ev", "wv", "iv", "pv"], StringComparer.OrdinalIgnoreCase);

    public static IReadOnlyList<string> Of(Ast script)
    {
        // What a command sets by name nobody can see from here: Set-Variable, -OutVariable, a dot.
        if (script.Find(static ast => ast is CommandAst command && MaySet(command), searchNestedScriptBlocks: true) is not null)
            return [];
        var set = script.FindAll(static ast => ast is AssignmentStatementAst or ForEachStatementAst or ParameterAst or UnaryExpressionAst { TokenKind: not (TokenKind.Not or TokenKind.Exclaim or TokenKind.Minus or TokenKind.Plus) }, searchNestedScriptBlocks: true)
            .SelectMany(static ast => Targets(ast)).Select(static variable => variable.VariablePath.UserPath).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. script.FindAll(static ast => ast is VariableExpressionAst { VariablePath: { IsVariable: true } }, searchNestedScriptBlocks: true).Cast<VariableExpressionAst>()
            .Select(static variable => variable.VariablePath.UserPath).Where(name => !OfTheEngine.Contains(name) && !set.Contains(name)).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    private static bool MaySet(CommandAst command) => command.InvocationOperator == TokenKind.Dot || command.GetCommandName() is null && command.InvocationOperator == TokenKind.Unknown
        || command.GetCommandName() is { } name && name.EndsWith("-Variable", StringComparison.OrdinalIgnoreCase)
        || command.CommandElements.OfType<CommandParameterAst>().Any(static parameter => parameter.ParameterName.EndsWith("Variable", StringComparison.OrdinalIgnoreCase) || ShortNames.Contains(parameter.ParameterName));

    private static IEnumerable<VariableExpressionAst> Targets(Ast ast) => ast switch
    {
        AssignmentStatementAst assignment => assignment.Left.FindAll(static inner => inner is VariableExpressionAst, searchNestedScriptBlocks: false).Cast<VariableExpressionAst>(),
        ForEachStatementAst loop => [loop.Variable],
        ParameterAst parameter => [parameter.Name],
        UnaryExpressionAst { Child: VariableExpressionAst variable } => [variable],
        _ => [],
    };
}
