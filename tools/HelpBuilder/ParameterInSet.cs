using System.Management.Automation;

namespace FlinkZk.Tools.HelpBuilder;

/// <summary>What holds for a parameter in one parameter set.</summary>
internal sealed record ParameterInSet(string Set, bool Mandatory, int? Position, string PipelineInput)
{
    public static ParameterInSet From(CommandParameterSetInfo set, CommandParameterInfo parameter) => new(
        set.Name,
        parameter.IsMandatory,
        parameter.Position == int.MinValue ? null : parameter.Position,
        (parameter.ValueFromPipeline, parameter.ValueFromPipelineByPropertyName) switch
        {
            (true, true) => "True (ByValue, ByPropertyName)",
            (true, false) => "True (ByValue)",
            (false, true) => "True (ByPropertyName)",
            _ => "False",
        });

    public string PositionText => Position?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "named";

    /// <summary>As a sentence has it: "required, position 0, from the pipeline by value".</summary>
    public string Words => string.Join(", ", new[]
    {
        Mandatory ? "required" : "optional",
        Position is null ? "by name" : $"position {PositionText}",
        PipelineInput switch
        {
            "True (ByValue, ByPropertyName)" => "from the pipeline by value and by property name",
            "True (ByValue)" => "from the pipeline by value",
            "True (ByPropertyName)" => "from the pipeline by property name",
            _ => "",
        },
    }.Where(part => part.Length > 0));
}
