using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;
using FlinkZk.Streams.Configuration;
using FlinkZk.Streams.Records;

namespace FlinkZk;

/// <summary>
/// Turns the plain conditions that filters mostly are (<c>$_.delay -gt $config.threshold -and $_.origin -like 'S*'</c>) into a function, so that no script
/// runs and no object is made for each record. It answers only where its answer is the script block's beyond doubt, between plain values of properties that are
/// there; whatever else comes, a property that is missing, a list, a conversion that fails, it leaves to the script block.
/// </summary>
internal static class ConditionCompiler
{
    // What a part gives for a record that needs the script block.
    private static readonly object Unknown = new();

    private delegate object? Part(IRow row, ConfigurationSnapshot configuration);

    /// <summary>The condition as a function, whose answer is null for a record that needs the script block; or null where the condition is more than a plain one.</summary>
    public static Func<IRow, ConfigurationSnapshot, bool?>? TryCompile(ScriptBlock block) =>
        Body(block) is { } body && Compile(body) is { } part ? (row, configuration) => Truth(part(row, configuration)) : null;

    private static bool? Truth(object? value) => ReferenceEquals(value, Unknown) ? null : LanguagePrimitives.IsTrue(value);

    private static ExpressionAst? Body(ScriptBlock block) =>
        block.Ast is ScriptBlockAst
        {
            ParamBlock: null, BeginBlock: null, ProcessBlock: null, DynamicParamBlock: null,
            EndBlock: { Unnamed: true, Traps: null, Statements: [PipelineAst { PipelineElements: [CommandExpressionAst { Redirections.Count: 0 } only] } statement] },
        }
        && !statement.Extent.Text.EndsWith('&') // a job in the background
            ? only.Expression
            : null;

    private static Part? Compile(ExpressionAst expression) => expression switch
    {
        ParenExpressionAst { Pipeline: PipelineAst { PipelineElements: [CommandExpressionAst { Redirections.Count: 0 } inner] } pipeline } when !pipeline.Extent.Text.EndsWith('&') => Compile(inner.Expression),
        UnaryExpressionAst { TokenKind: TokenKind.Not or TokenKind.Exclaim } not => Compile(not.Child) is { } child ? (row, config) => Truth(child(row, config)) is { } truth ? !truth : Unknown : null,
        BinaryExpressionAst binary => CompileBinary(binary),
        MemberExpressionAst { Static: false, Expression: VariableExpressionAst of, Member: StringConstantExpressionAst { Value: var name } } member when member is not InvokeMemberExpressionAst =>
            CompileMember(of.VariablePath.UserPath, name),
        StringConstantExpressionAst { Value: var text } => (_, _) => text,
        ConstantExpressionAst { Value: var value } when ConditionOperators.IsPlain(value) => (_, _) => value,
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
        "_" or "PSITEM" => (row, _) => Plain(RowObject.TryGetMember(row, name, out var value), value),
        "CONFIG" => CompileConfigured(name),
        _ => null,
    };

    // Looked up once a revision.
    private static Part CompileConfigured(string name)
    {
        ConfigurationSnapshot? seen = null;
        PSPropertyInfo? property = null;
        return (_, configuration) =>
        {
            if (!ReferenceEquals(seen, configuration))
            {
                property = ConfigurationObject.Of(configuration).Properties[name];
                seen = configuration;
            }
            return Plain(property is not null, property?.Value);
        };
    }

    private static Part? CompileBinary(BinaryExpressionAst binary)
    {
        if (Compile(binary.Left) is not { } left || Compile(binary.Right) is not { } right)
            return null;
        return binary.Operator switch
        {
            TokenKind.And => (row, config) => Junction(left, right, row, config, decides: false),
            TokenKind.Or => (row, config) => Junction(left, right, row, config, decides: true),
            TokenKind.Ieq or TokenKind.Ceq or TokenKind.Ine or TokenKind.Cne or TokenKind.Igt or TokenKind.Cgt or TokenKind.Ige or TokenKind.Cge
                or TokenKind.Ilt or TokenKind.Clt or TokenKind.Ile or TokenKind.Cle => Comparison(left, right, binary.Operator),
            TokenKind.Ilike or TokenKind.Inotlike when binary.Right is StringConstantExpressionAst pattern => Like(left, pattern.Value, wanted: binary.Operator == TokenKind.Ilike),
            _ => null,
        };
    }

    private static object Junction(Part left, Part right, IRow row, ConfigurationSnapshot configuration, bool decides)
    {
        if (Truth(left(row, configuration)) is not { } first)
            return Unknown;
        if (first == decides)
            return decides;
        return Truth(right(row, configuration)) is { } second ? second : Unknown;
    }

    private static Part Comparison(Part left, Part right, TokenKind comparison) => (row, config) =>
    {
        var first = left(row, config);
        var second = right(row, config);
        return !ReferenceEquals(first, Unknown) && !ReferenceEquals(second, Unknown) && ConditionOperators.TryCompare(first, second, comparison, out var holds) ? holds : Unknown;
    };

    private static Part? Like(Part left, string text, bool wanted)
    {
        // A pattern that is none is an error of each record, in the script block's words.
        if (Pattern(text) is not { } pattern)
            return null;
        return (row, config) => left(row, config) switch
        {
            null => pattern.IsMatch("") == wanted,
            string value => pattern.IsMatch(value) == wanted,
            int number => pattern.IsMatch(number.ToString(CultureInfo.InvariantCulture)) == wanted,
            long number => pattern.IsMatch(number.ToString(CultureInfo.InvariantCulture)) == wanted,
            _ => Unknown,
        };
    }

    private static WildcardPattern? Pattern(string text)
    {
        try
        {
            var pattern = WildcardPattern.Get(text, WildcardOptions.IgnoreCase);
            _ = pattern.IsMatch("");
            return pattern;
        }
        catch (WildcardPatternException)
        {
            return null;
        }
    }

    private static object? Plain(bool found, object? value) => found && ConditionOperators.IsPlain(value) ? value : Unknown;
}
