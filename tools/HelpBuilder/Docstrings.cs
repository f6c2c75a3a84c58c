using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace FlinkZk.Tools.HelpBuilder;

/// <summary>The docstrings of an assembly, out of the XML file that the compiler writes beside it.</summary>
internal sealed partial class Docstrings(string path)
{
    private readonly Dictionary<string, XElement> _members = XDocument.Load(path).Descendants("member").ToDictionary(member => (string)member.Attribute("name")!, StringComparer.Ordinal);

    /// <summary>A property's summary, a line a paragraph.</summary>
    /// <exception cref="FormatException">It has none.</exception>
    public IReadOnlyList<string> Summary(PropertyInfo property)
    {
        for (var type = property.DeclaringType; type is not null; type = type.BaseType)
        {
            if (_members.TryGetValue($"P:{type.FullName}.{property.Name}", out var member) && member.Element("summary") is { } summary)
                return Paragraphs(summary);
        }
        throw new FormatException($"{property.DeclaringType}.{property.Name} has no docstring: help has no words for -{property.Name}.");
    }

    private static IReadOnlyList<string> Paragraphs(XElement summary)
    {
        foreach (var reference in summary.Descendants().Where(element => element.Name.LocalName is "see" or "paramref").ToArray())
            reference.ReplaceWith(reference.Value.Length > 0 ? reference.Value : Name(reference));
        var parts = summary.Elements("para").Any() ? summary.Elements("para") : [summary];
        return [.. parts.Select(part => Blanks().Replace(part.Value, " ").Trim()).Where(text => text.Length > 0)];
    }

    private static string Name(XElement reference)
    {
        var name = (string?)reference.Attribute("cref") ?? (string?)reference.Attribute("langword") ?? (string?)reference.Attribute("name") ?? "";
        return name[(name.LastIndexOf('.') + 1)..];
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
