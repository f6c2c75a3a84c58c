using System.Collections;
using System.Management.Automation;
using System.Reflection;

namespace FlinkZk.Tools.HelpBuilder;

/// <summary>A parameter: its docstring, and what the code says of it in each parameter set.</summary>
internal sealed record ParameterFacts(string Name, IReadOnlyList<string> Description)
{
    /// <summary>As PowerShell writes it, without namespace: <c>string[]</c>, <c>ZkSession</c>.</summary>
    public required string Type { get; init; }

    public required string FullType { get; init; }

    public bool IsSwitch => Type == "switch";

    public required IReadOnlyList<string> Aliases { get; init; }

    /// <summary>Names of an enumeration or of a ValidateSet; empty where any value goes.</summary>
    public required IReadOnlyList<string> Accepted { get; init; }

    /// <summary>The limits of a ValidateRange, or null.</summary>
    public required (string Least, string Most)? Range { get; init; }

    /// <summary>What holds if it is not given; "None" where that is nothing.</summary>
    public required string Default { get; init; }

    public required bool Wildcards { get; init; }

    /// <summary>The sets that have it, in the cmdlet's order.</summary>
    public required IReadOnlyList<ParameterInSet> Sets { get; init; }

    /// <summary>Whether every set of the cmdlet has it.</summary>
    public required bool InAllSets { get; init; }

    public bool DiffersBySet => Sets.Select(set => (set.Mandatory, set.Position, set.PipelineInput)).Distinct().Count() > 1;

    public static ParameterFacts From(string name, object cmdlet, IReadOnlyList<CommandParameterSetInfo> sets, Docstrings docstrings)
    {
        var having = sets.SelectMany(set => set.Parameters.Where(parameter => parameter.Name == name).Select(parameter => (set, parameter))).ToArray();
        var parameter = having[0].parameter;
        var property = cmdlet.GetType().GetProperty(name);
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        var range = parameter.Attributes.OfType<ValidateRangeAttribute>().FirstOrDefault();
        return new ParameterFacts(name, Describe(name, property, docstrings))
        {
            Type = Short(type),
            FullType = type.FullName!,
            Aliases = [.. parameter.Aliases.Order(StringComparer.Ordinal)],
            Accepted = Names(type) is { Length: > 0 } names ? names : [.. parameter.Attributes.OfType<ValidateSetAttribute>().SelectMany(set => set.ValidValues)],
            Range = range is { MinRange: not null, MaxRange: not null } ? (Limit(range.MinRange), Limit(range.MaxRange)) : null,
            Default = DefaultOf(property, cmdlet, type, range),
            Wildcards = parameter.Attributes.OfType<SupportsWildcardsAttribute>().Any(),
            Sets = [.. having.Select(item => ParameterInSet.From(item.set, item.parameter))],
            InAllSets = having.Length == sets.Count,
        };
    }

    // What PowerShell adds by itself has no property of ours.
    private static IReadOnlyList<string> Describe(string name, PropertyInfo? property, Docstrings docstrings) => property is not null ? docstrings.Summary(property) : name switch
    {
        "WhatIf" => ["Shows what would happen, and does nothing."],
        "Confirm" => ["Asks before each change."],
        _ => throw new FormatException($"-{name} has no property and no words."),
    };

    private static string[] Names(Type type) => (type.GetElementType() ?? type) is { IsEnum: true } names ? Enum.GetNames(names) : [];

    /// <summary>
    /// What a new cmdlet object holds; [PSDefaultValue] says it where the object cannot. A number that is the type's own zero, the largest there is,
    /// or nothing that one may give, stands for "not given".
    /// </summary>
    private static string DefaultOf(PropertyInfo? property, object cmdlet, Type type, ValidateRangeAttribute? range)
    {
        if (type == typeof(SwitchParameter))
            return "False";
        if (property?.GetCustomAttribute<PSDefaultValueAttribute>() is { } said)
            return said.Help ?? LanguagePrimitives.ConvertTo<string>(said.Value);
        return property?.GetValue(cmdlet) switch
        {
            null or "" or IDictionary { Count: 0 } or int.MaxValue or long.MaxValue => "None",
            var value when range?.MinRange is IComparable least && value.GetType() == least.GetType() && least.CompareTo(value) > 0 => "None",
            Array items => items.Length == 0 ? "None" : string.Join(", ", items.Cast<object>()),
            Enum or bool => property.GetValue(cmdlet)!.ToString()!,
            ValueType value when value.Equals(Activator.CreateInstance(type)) => "None",
            var value => LanguagePrimitives.ConvertTo<string>(value),
        };
    }

    private static string Limit(object limit) => limit is int.MaxValue or long.MaxValue ? "" : LanguagePrimitives.ConvertTo<string>(limit);

    private static string Short(Type type)
    {
        var name = LanguagePrimitives.ConvertTo<string>(type);
        return name[(name.LastIndexOf('.') + 1)..];
    }
}
