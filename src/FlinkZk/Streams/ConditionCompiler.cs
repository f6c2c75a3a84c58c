using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;
using FlinkZk.Streams.Configuration;
using FlinkZk.Streams.Records;

namespace FlinkZk;

/// <summary>
/// Turns the plain conditions that filters mostly are (<c>$_.delay -gt $config.threshold -and $_.origin -like 'S*'</c>) into a function, so that no script
/// runs and no object is made for each record. Comparisons are PowerShell's own (<see cref="LanguagePrimitives"/>). Whatever it does not know, it leaves to the script block.
/// </summary>
internal static class ConditionCompiler
{
    /// <summary>A part of the condition; null where the record needs the script block after all.</summary>
    private delegate object? Part(IRow row, ConfigurationSnapshot configuration);

    /// <summary>The condition as a function, or null where it is more than a plain one.</summary>
    public static Func<IRow, ConfigurationSnapshot, bool>? TryCompile(ScriptBlock block) =>
        Body(block) is { } body && Compile(body) is { } part ? (row, configuration) => LanguagePrimitives.IsTrue(part(row, configuration)) : null;

    private static ExpressionAst? Body(ScriptBlock block) =>
        block.Ast is ScriptBlockAst
        {
            ParamBlock: null, BeginBlock: null, ProcessBlock: null, DynamicParamBlock: null,
            EndBlock: { Traps: null, Statements: [PipelineAst { PipelineElements: [CommandExpressionAst { Redirections.Count: 0 } only] }] },
        }
            ? only.Expression
            : null;

    private static Part? Compile(ExpressionAst expression) => expression switch
    {
        ParenExpressionAst { Pipeline: PipelineAst { PipelineElements: [CommandExpressionAst { Redirections.Count: 0 } inner] } } => Compile(inner.Expression),
        UnaryExpressionAst { TokenKind: TokenKind.Not or TokenKind.Exclaim } not => Compile(not.Child) is { } child ? (row, config) => !LanguagePrimitives.IsTrue(child(row, config)) : null,
        BinaryExpressionAst binary => CompileBinary(binary),
        MemberExpressionAst { Static: false, Expression: VariableExpressionAst of, Member: StringConstantExpressionAst { Value: var name } } member when member is not InvokeMemberExpressionAst =>
            CompileMember(of.VariablePath.UserPath, name),
        StringConstantExpressionAst { Value: var text } => (_, _) => text,
        ConstantExpressionAst { Value: var value } => (_, _) => value,
        VariableExpressionAst variable => Constant(variable.VariablePath.UserPath),
        _ => null,
    };

    private static Part? Constant(string variable) => variable.ToUpperInvariant() switch
    {
        "TRUE" => static (_, _) => true,
        "FALSE" => static (_, _) => false,
        "NULL" => static (_, _) => null,
        _ => null,
    };

    private static Part? CompileMember(string variable, string name) => variable.ToUpperInvariant() switch
    {
        "_" or "PSITEM" => (row, _) => row.TryGetValue(name, out var value) ? value : null,
        "CONFIG" => CompileConfigured(name),
        _ => null,
    };

    // Looked up once a revision.
    private static Part CompileConfigured(string name)
    {
        ConfigurationSnapshot? seen = null;
        object? value = null;
        return (_, configuration) =>
        {
            if (!ReferenceEquals(seen, configuration))
            {
                value = ConfigurationObject.Of(configuration).Properties[name]?.Value;
                seen = configuration;
            }
            return value;
        };
    }

    private static Part? CompileBinary(BinaryExpressionAst binary)
    {
        if (Compile(binary.Left) is not { } left || Compile(binary.Right) is not { } right)
            return null;
        return binary.Operator switch
        {
            TokenKind.And => (row, config) => LanguagePrimitives.IsTrue(left(row, config)) && LanguagePrimitives.IsTrue(right(row, config)),
            TokenKind.Or => (row, config) => LanguagePrimitives.IsTrue(left(row, config)) || LanguagePrimitives.IsTrue(right(row, config)),
            TokenKind.Ieq or TokenKind.Ceq => Equality(left, right, binary.Operator == TokenKind.Ieq, wanted: true),
            TokenKind.Ine or TokenKind.Cne => Equality(left, right, binary.Operator == TokenKind.Ine, wanted: false),
            TokenKind.Igt or TokenKind.Cgt => Order(left, right, binary.Operator == TokenKind.Igt, static order => order > 0),
            TokenKind.Ige or TokenKind.Cge => Order(left, right, binary.Operator == TokenKind.Ige, static order => order >= 0),
            TokenKind.Ilt or TokenKind.Clt => Order(left, right, binary.Operator == TokenKind.Ilt, static order => order < 0),
            TokenKind.Ile or TokenKind.Cle => Order(left, right, binary.Operator == TokenKind.Ile, static order => order <= 0),
            TokenKind.Ilike or TokenKind.Inotlike when binary.Right is StringConstantExpressionAst pattern => Like(left, pattern.Value, wanted: binary.Operator == TokenKind.Ilike),
            _ => null,
        };
    }

    private static Part Equality(Part left, Part right, bool ignoreCase, bool wanted) =>
        (row, config) => LanguagePrimitives.Equals(Scalar(left(row, config)), right(row, config), ignoreCase, CultureInfo.InvariantCulture) == wanted;

    private static Part Order(Part left, Part right, bool ignoreCase, Func<int, bool> holds) =>
        (row, config) => holds(LanguagePrimitives.Compare(Scalar(left(row, config)), right(row, config), ignoreCase, CultureInfo.InvariantCulture));

    private static Part Like(Part left, string text, bool wanted)
    {
        var pattern = WildcardPattern.Get(text, WildcardOptions.IgnoreCase);
        return (row, config) => pattern.IsMatch(LanguagePrimitives.ConvertTo<string>(Scalar(left(row, config))) ?? "") == wanted;
    }

    // A list on the left makes PowerShell's operators pick its elements: rare, and the script block's affair.
    private static object? Scalar(object? value) => value is IEnumerable and not string ? throw new NeedsScriptException() : value;

    /// <summary>This record needs the script block.</summary>
    internal sealed class NeedsScriptException : Exception;
}
