using System.Management.Automation.Language;

namespace FlinkZk.Host;

/// <summary>Script text that the host makes.</summary>
internal static class ScriptText
{
    /// <summary>Where a script that <see cref="WithStatus"/> has prepared leaves whether its last statement succeeded.</summary>
    public const string StatusVariable = "FlinkZkHostStatus";

    /// <summary>
    /// Has the script record <c>$?</c> at its very end. Asked for afterwards it says nothing: formatting an error runs script too, and succeeds.
    /// </summary>
    public static string WithStatus(string script)
    {
        var syntax = Parser.ParseInput(script, out _, out var errors);
        var takesOneMoreStatement = errors.Length == 0 && syntax is { EndBlock.Unnamed: true, ParamBlock: null };
        return takesOneMoreStatement ? $"{script}\n$global:{StatusVariable} = $?" : script;
    }

    /// <summary>
    /// A call of a script file. <c>-Name</c> names a parameter, <c>-Name:value</c> gives it its value (<c>$true</c> and <c>$false</c> for switches);
    /// everything else is text.
    /// </summary>
    public static string Call(string path, IEnumerable<string> arguments) =>
        string.Join(' ', arguments.Select(Argument).Prepend($"& {Quoted(path)}"));

    private static string Argument(string argument)
    {
        if (argument.Length < 2 || argument[0] != '-' || !char.IsLetter(argument[1]))
            return Quoted(argument);

        var colon = argument.IndexOf(':', StringComparison.Ordinal);
        var name = colon < 0 ? argument : argument[..colon];
        if (!name.AsSpan(1).ToString().All(c => char.IsLetterOrDigit(c) || c == '_'))
            return Quoted(argument);
        if (colon < 0 || colon == argument.Length - 1)
            return name;

        var value = argument[(colon + 1)..];
        return value.TrimStart('$').ToUpperInvariant() switch
        {
            "TRUE" => $"{name}:$true",
            "FALSE" => $"{name}:$false",
            _ => $"{name}:{Quoted(value)}",
        };
    }

    private static string Quoted(string text) => $"'{CodeGeneration.EscapeSingleQuotedStringContent(text)}'";
}
