using System.Globalization;
using System.Xml.Linq;

namespace FlinkZk.Tools.HelpBuilder;

/// <summary>Writes help as MAML, the XML that Get-Help reads: prose from the page, facts from the code.</summary>
internal static class MamlWriter
{
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";
    private static readonly XNamespace Help = "http://msh";

    public static void Write(IEnumerable<(HelpPage Page, CmdletFacts Facts)> cmdlets, string path)
    {
        var document = new XDocument(
            new XDeclaration("1.0", "utf-8", null),
            new XElement(Help + "helpItems", new XAttribute("schema", "maml"), cmdlets.Select(cmdlet => Cmdlet(cmdlet.Page, cmdlet.Facts))));
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        // Nobody reads it but Get-Help, and indentation would be a fifth of it.
        document.Save(path, SaveOptions.DisableFormatting);
    }

    private static XElement Cmdlet(HelpPage page, CmdletFacts facts)
    {
        var dash = page.Name.IndexOf('-', StringComparison.Ordinal);
        return new XElement(Command + "command",
            new XAttribute(XNamespace.Xmlns + "maml", Maml), new XAttribute(XNamespace.Xmlns + "command", Command), new XAttribute(XNamespace.Xmlns + "dev", Dev),
            new XElement(Command + "details",
                new XElement(Command + "name", page.Name),
                new XElement(Command + "verb", page.Name[..dash]),
                new XElement(Command + "noun", page.Name[(dash + 1)..]),
                new XElement(Maml + "description", Para(page.Synopsis))),
            new XElement(Maml + "description", page.Description.Select(Para)),
            new XElement(Command + "syntax", facts.Syntax.Select(set => SyntaxItem(facts, set))),
            new XElement(Command + "parameters", facts.Parameters.Select(parameter => Parameter(parameter, set: null))),
            new XElement(Command + "inputTypes", Types(facts.Inputs).Select(type => new XElement(Command + "inputType", TypeName(type)))),
            new XElement(Command + "returnValues", Types(facts.Outputs).Select(type => new XElement(Command + "returnValue", TypeName(type)))),
            page.Notes.Count == 0 ? null : new XElement(Maml + "alertSet", new XElement(Maml + "alert", page.Notes.Select(Para))),
            new XElement(Command + "examples", page.Examples.Select(Example)),
            new XElement(Command + "relatedLinks", page.Links.Select(Link)));
    }

    private static XElement SyntaxItem(CmdletFacts facts, SyntaxFacts set) => new(Command + "syntaxItem",
        new XElement(Maml + "name", facts.Name),
        set.Parameters.Select(name => facts.Parameters.Single(parameter => parameter.Name == name)).Select(parameter =>
            Parameter(parameter, parameter.Sets.Single(item => item.Set == (set.Set ?? item.Set)))));

    /// <param name="parameter">The parameter.</param>
    /// <param name="set">Its part in one set; null where all sets share the entry: then it is required where each of them requires it.</param>
    private static XElement Parameter(ParameterFacts parameter, ParameterInSet? set) => new(Command + "parameter",
        new XAttribute("required", Lower(set?.Mandatory ?? parameter.Sets.All(item => item.Mandatory))),
        new XAttribute("variableLength", Lower(parameter.Type.EndsWith("[]", StringComparison.Ordinal))),
        new XAttribute("globbing", Lower(parameter.Wildcards)),
        new XAttribute("pipelineInput", set?.PipelineInput ?? parameter.Sets.MaxBy(item => item.PipelineInput.Length)!.PipelineInput),
        new XAttribute("position", set?.PositionText ?? parameter.Sets.MinBy(item => item.Position ?? int.MaxValue)!.PositionText),
        new XAttribute("aliases", parameter.Aliases.Count == 0 ? "none" : string.Join(", ", parameter.Aliases)),
        new XElement(Maml + "name", parameter.Name),
        new XElement(Maml + "description", parameter.Description.Concat(ParameterNotes.Of(parameter)).Select(Para)),
        parameter.IsSwitch ? null : new XElement(Command + "parameterValue", new XAttribute("required", "true"), new XAttribute("variableLength", "false"), parameter.Type),
        TypeName(parameter.FullType),
        new XElement(Dev + "defaultValue", parameter.Default));

    private static IReadOnlyList<string> Types(IReadOnlyList<string> names) => names.Count == 0 ? ["None"] : names;

    private static XElement Example(HelpExample example) => new(Command + "example",
        new XElement(Maml + "title", example.Title),
        new XElement(Dev + "code", example.Code),
        // Get-Help sets nothing between two examples by itself.
        new XElement(Dev + "remarks", example.Remarks.Prepend(example.Output).Where(text => text.Length > 0).Append("").Select(Para)));

    private static XElement Link((string Text, string Target) link) => new(Maml + "navigationLink",
        new XElement(Maml + "linkText", link.Text),
        new XElement(Maml + "uri", link.Target.StartsWith("http", StringComparison.Ordinal) ? link.Target : ""));

    private static XElement TypeName(string type) => new(Dev + "type", new XElement(Maml + "name", type), new XElement(Maml + "uri"));

    private static XElement Para(string text) => new(Maml + "para", text);

    private static string Lower(bool value) => value.ToString(CultureInfo.InvariantCulture).ToLowerInvariant();
}
