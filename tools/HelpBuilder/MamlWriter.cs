using System.Xml.Linq;

namespace FlinkZk.Tools.HelpBuilder;

/// <summary>Writes help pages as MAML, the XML that Get-Help reads.</summary>
internal static class MamlWriter
{
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";
    private static readonly XNamespace Help = "http://msh";

    public static void Write(IEnumerable<HelpPage> pages, string path)
    {
        var document = new XDocument(
            new XDeclaration("1.0", "utf-8", null),
            new XElement(Help + "helpItems", new XAttribute("schema", "maml"), pages.Select(Page)));
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        document.Save(path);
    }

    private static XElement Page(HelpPage page)
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
            new XElement(Command + "syntax", page.ParameterSets.Select(set => SyntaxItem(page, set))),
            new XElement(Command + "parameters", page.Parameters.Select(Parameter)),
            new XElement(Command + "inputTypes", page.Inputs.Select(type => new XElement(Command + "inputType", TypeName(type)))),
            new XElement(Command + "returnValues", page.Outputs.Select(type => new XElement(Command + "returnValue", TypeName(type)))),
            new XElement(Maml + "alertSet", new XElement(Maml + "alert", page.Notes.Select(Para))),
            new XElement(Command + "examples", page.Examples.Select(Example)),
            new XElement(Command + "relatedLinks", page.Links.Select(Link)));
    }

    private static XElement SyntaxItem(HelpPage page, string set)
    {
        var parameters = page.Parameters.Where(parameter => parameter.ParameterSets.Contains("(All)") || parameter.ParameterSets.Contains(set));
        // Positional ones first, in their order: so Get-Help shows how the line is typed.
        var ordered = parameters.OrderBy(parameter => parameter.Position == "named" ? "~" : parameter.Position, StringComparer.Ordinal).ThenBy(parameter => !parameter.Required);
        return new XElement(Command + "syntaxItem", new XElement(Maml + "name", page.Name), ordered.Select(Parameter));
    }

    private static XElement Parameter(HelpParameter parameter) => new(Command + "parameter",
        new XAttribute("required", parameter.Required ? "true" : "false"),
        new XAttribute("variableLength", "true"),
        new XAttribute("globbing", parameter.Wildcards ? "true" : "false"),
        new XAttribute("pipelineInput", parameter.PipelineInput),
        new XAttribute("position", parameter.Position),
        new XAttribute("aliases", "none"),
        new XElement(Maml + "name", parameter.Name),
        new XElement(Maml + "description", parameter.Description.Select(Para)),
        parameter.IsSwitch ? null : new XElement(Command + "parameterValue", new XAttribute("required", "true"), new XAttribute("variableLength", "false"), parameter.ShortType),
        TypeName(parameter.Type),
        new XElement(Dev + "defaultValue", parameter.DefaultValue));

    private static XElement Example(HelpExample example) => new(Command + "example",
        new XElement(Maml + "title", example.Title),
        new XElement(Dev + "code", example.Code),
        // Get-Help sets nothing between two examples by itself.
        new XElement(Dev + "remarks", example.Remarks.Append("").Select(Para)));

    private static XElement Link((string Text, string Target) link) => new(Maml + "navigationLink",
        new XElement(Maml + "linkText", link.Text),
        new XElement(Maml + "uri", link.Target.StartsWith("http", StringComparison.Ordinal) ? link.Target : ""));

    private static XElement TypeName(string type) => new(Dev + "type", new XElement(Maml + "name", type), new XElement(Maml + "uri"));

    private static XElement Para(string text) => new(Maml + "para", text);
}
