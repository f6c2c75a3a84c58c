using System.Management.Automation;
using System.Management.Automation.Language;

namespace FlinkZk.Completion;

/// <summary>What a completion puts on the line.</summary>
internal static class CompletionText
{
    /// <summary>A value, in quotes where it needs some.</summary>
    public static CompletionResult Result(string value, string? tip = null)
    {
        var plain = value.Length > 0 && value.All(c => char.IsLetterOrDigit(c) || c is '/' or '_' or '-' or '.' or ':');
        var text = plain ? value : $"'{CodeGeneration.EscapeSingleQuotedStringContent(value)}'";
        var shown = PlainText.Line(value.Length == 0 ? text : value);
        return new CompletionResult(text, shown, CompletionResultType.ParameterValue, PlainText.Line(tip) ?? shown);
    }

    /// <summary>What was typed so far, without its quotes.</summary>
    public static string Word(string? wordToComplete) => (wordToComplete ?? "").Trim('\'', '"');
}
