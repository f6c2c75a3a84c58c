namespace FlinkZk.Tools.HelpBuilder;

/// <summary>A parameter, with what its YAML block says.</summary>
internal sealed record HelpParameter(string Name, IReadOnlyList<string> Description)
{
    public required string Type { get; init; }

    public required IReadOnlyList<string> ParameterSets { get; init; }

    public required bool Required { get; init; }

    public required string Position { get; init; }

    public required string DefaultValue { get; init; }

    public required string PipelineInput { get; init; }

    public required bool Wildcards { get; init; }

    /// <summary>As syntax shows it: the type's name without its namespace.</summary>
    public string ShortType => Type[(Type.LastIndexOf('.') + 1)..];

    public bool IsSwitch => ShortType == "SwitchParameter";

    /// <exception cref="FormatException">Names the page, the parameter and what it lacks.</exception>
    public static HelpParameter From(MarkdownSection section, string path)
    {
        var values = section.Code.Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries)).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1]);
        return new HelpParameter(section.Title.TrimStart('-'), section.Paragraphs)
        {
            Type = Value("Type"),
            ParameterSets = Value("Parameter Sets").Split(',', StringSplitOptions.TrimEntries),
            Required = Value("Required") == "True",
            Position = Value("Position").ToLowerInvariant(),
            DefaultValue = Value("Default value"),
            PipelineInput = Value("Accept pipeline input"),
            Wildcards = Value("Accept wildcard characters") == "True",
        };

        string Value(string name) => values.TryGetValue(name, out var value) ? value : throw new FormatException($"{path}: {section.Title} does not say '{name}:'.");
    }
}
