using System.Management.Automation;
using System.Management.Automation.Language;

namespace FlinkZk;

/// <summary>What a condition asks of the record and of the configuration, as far as its text says it: names that are made while it runs are its own affair.</summary>
/// <param name="Columns">The properties of <c>$_</c>.</param>
/// <param name="Keys">The properties of <c>$config</c>.</param>
/// <param name="UsesConfiguration">Whether <c>$config</c> occurs.</param>
/// <param name="Variables">Other variables that it reads and nothing in it sets.</param>
internal sealed record ConditionNames(IReadOnlyList<string> Columns, IReadOnlyList<string> Keys, bool UsesConfiguration, IReadOnlyList<string> Variables)
{
    // What the engine gives every object.
    private static readonly HashSet<string> OfEveryObject = new(["Count", "Length", "PSObject", "PSBase", "PSAdapted", "PSExtended", "PSTypeNames"], StringComparer.OrdinalIgnoreCase);

    public static ConditionNames Of(ScriptBlock block)
    {
        var members = block.Ast.FindAll(ast => ast is MemberExpressionAst { Static: false } and not InvokeMemberExpressionAst, searchNestedScriptBlocks: true).Cast<MemberExpressionAst>().ToArray();
        return new ConditionNames(
            NamesOf(members.Where(member => IsVariable(member.Expression, "_", "PSItem") && IsTheRecord(member, block.Ast))),
            NamesOf(members.Where(member => IsVariable(member.Expression, "config"))),
            block.Ast.Find(ast => IsVariable(ast, "config"), searchNestedScriptBlocks: true) is not null,
            OuterVariables.Of(block.Ast));
    }

    private static string[] NamesOf(IEnumerable<MemberExpressionAst> members) =>
        [.. members.Select(member => member.Member).OfType<StringConstantExpressionAst>().Select(name => name.Value).Where(name => !OfEveryObject.Contains(name)).Distinct(StringComparer.OrdinalIgnoreCase)];

    private static bool IsVariable(Ast ast, params string[] names) => ast is VariableExpressionAst variable && names.Contains(variable.VariablePath.UserPath, StringComparer.OrdinalIgnoreCase);

    // In a block within the block, in a clause of a switch and where an error is caught $_ is something else.
    private static bool IsTheRecord(Ast ast, Ast block)
    {
        for (var (inner, outer) = (ast, ast.Parent); inner != block; (inner, outer) = (outer, outer.Parent))
        {
            if (outer is ScriptBlockExpressionAst or CatchClauseAst or TrapStatementAst || outer is SwitchStatementAst several && !ReferenceEquals(inner, several.Condition))
                return false;
        }
        return true;
    }
}
