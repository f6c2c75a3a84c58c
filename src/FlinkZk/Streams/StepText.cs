using System.Management.Automation;

namespace FlinkZk;

/// <summary>Parts of steps in one line.</summary>
internal static class StepText
{
    private const int MaxLength = 60;

    public static string OneLine(ScriptBlock block) => Shorten(string.Join(' ', block.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));

    public static string OneLine(IEnumerable<string> texts) => Shorten(string.Join(", ", texts));

    public static string Duration(TimeSpan duration) => new Duration(duration).ToString();

    private static string Shorten(string text) => text.Length <= MaxLength ? text : string.Concat(text.AsSpan(0, MaxLength - 1), "…");
}
