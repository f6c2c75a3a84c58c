using System.Management.Automation;

namespace FlinkZk.Tools.HelpBuilder;

/// <summary>What the code itself says of a cmdlet.</summary>
internal sealed record CmdletFacts(string Name)
{
    /// <summary>In ordinal order, without the common ones.</summary>
    public required IReadOnlyList<ParameterFacts> Parameters { get; init; }

    /// <summary>The sets, the default first.</summary>
    public required IReadOnlyList<SyntaxFacts> Syntax { get; init; }

    /// <summary>Types that can be piped in by value.</summary>
    public required IReadOnlyList<string> Inputs { get; init; }

    public required IReadOnlyList<string> Outputs { get; init; }

    public static CmdletFacts From(string name, Type type, Docstrings docstrings)
    {
        var command = new CmdletInfo(name, type);
        var sets = command.ParameterSets.OrderByDescending(set => set.IsDefault).ToArray();
        var cmdlet = Activator.CreateInstance(type)!;
        var parameters = sets.SelectMany(set => set.Parameters).Where(IsOwn).Select(parameter => parameter.Name).Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal).Select(parameter => ParameterFacts.From(parameter, cmdlet, sets, docstrings)).ToArray();
        return new CmdletFacts(name)
        {
            Parameters = parameters,
            Syntax = [.. sets.Select(set => new SyntaxFacts(
                set.Name == ParameterAttribute.AllParameterSets ? null : set.Name, [.. SyntaxFacts.InOrder(set).Select(parameter => parameter.Name)]))],
            Inputs = [.. sets.SelectMany(set => set.Parameters).Where(parameter => parameter.ValueFromPipeline).Select(parameter => Element(parameter.ParameterType).FullName!).Distinct(StringComparer.Ordinal)],
            Outputs = [.. type.GetCustomAttributes(typeof(OutputTypeAttribute), inherit: true).Cast<OutputTypeAttribute>().SelectMany(output => output.Type).Select(output => output.Name == "System.Void" ? "None" : output.Name).Distinct(StringComparer.Ordinal)],
        };
    }

    public static bool IsOwn(CommandParameterInfo parameter) => !Cmdlet.CommonParameters.Contains(parameter.Name);

    private static Type Element(Type type) => type is { IsArray: true } && type != typeof(byte[]) ? type.GetElementType()! : type;
}
