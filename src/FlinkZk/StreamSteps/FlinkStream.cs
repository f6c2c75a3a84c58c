using System.Management.Automation;
using FlinkZk.Coordination;

namespace FlinkZk;

/// <summary>A stream's definition: New-FlinkStream begins one, each Add- cmdlet gives another one that is longer by a step, and Start-FlinkStream runs it, as often as one likes.</summary>
public sealed class FlinkStream : IShown
{
    private readonly IReadOnlyList<string> _ends;

    private FlinkStream(string name, IReadOnlyList<StreamStep> steps, IReadOnlyList<string> ends) => (Name, All, _ends) = (name, steps, ends);

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its steps, each in a line.</summary>
    public IReadOnlyList<string> Steps => new ObjectList<string>(All.Select(Line));

    string? IShown.ShownIdentity => PlainText.Line(Name);

    string? IShown.ShownText => All.Count == 0 ? "none yet: Add-FlinkSource comes first" : string.Join('\n', Steps.Select(PlainText.Line));

    internal IReadOnlyList<StreamStep> All { get; }

    /// <summary>The outputs from which the next step takes its records.</summary>
    internal IReadOnlyList<string> Ends => _ends;

    /// <summary>Ends that no sink takes: they go down the pipeline.</summary>
    internal IEnumerable<string> OpenEnds => _ends.Where(end => !All.Any(step => step is SinkStep && step.From.Contains(end, StringComparer.Ordinal)));

    /// <summary>Its name, and its steps.</summary>
    public override string ToString() => PlainText.Line($"{Name}: {string.Join(" | ", All.Select(step => step.Name))}");

    /// <exception cref="ArgumentException">It cannot be a name.</exception>
    internal static FlinkStream Create(string name)
    {
        EntityName.Validate(name, "stream");
        return new(name, [], []);
    }

    /// <summary>A definition of steps that were saved.</summary>
    internal static FlinkStream Of(string name, IReadOnlyList<StreamStep> steps, IReadOnlyList<string> ends) => new(name, steps, ends);

    /// <summary>With a step more, whose records the next step takes; of a sink the next step takes the same as the sink.</summary>
    /// <param name="step">The step; without a name it is called after its kind.</param>
    /// <param name="name">Its name; null = by its kind.</param>
    /// <exception cref="FlinkZkException">There is a step of that name.</exception>
    internal FlinkStream With(StreamStep step, string? name)
    {
        var named = step with { Name = name ?? FreeName(step.Kind) };
        if (All.Any(other => other.Name == named.Name))
            throw Wrong($"The stream '{Name}' has a step '{named.Name}' already.", "Give each step a name of its own.");
        return new(Name, [.. All, named], named switch
        {
            SinkStep => _ends,
            SourceStep => [.. _ends, named.Name],
            _ => [named.Name],
        });
    }

    /// <summary>With the steps of another stream, whose ends are returned. Steps that both have grown out of are there once; others are called after the other stream where their names are taken.</summary>
    internal FlinkStream Merge(FlinkStream other, out IReadOnlyList<string> ends)
    {
        var merged = this;
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var step in other.All)
        {
            if (merged.All.Any(own => ReferenceEquals(own, step)))
                continue;
            var name = merged.All.Any(own => own.Name == step.Name) ? merged.FreeName($"{other.Name}-{step.Name}") : step.Name;
            if (name != step.Name)
                names[step.Name] = name;
            merged = new(Name, [.. merged.All, name == step.Name && !step.Inputs.Any(input => names.ContainsKey(StepOf(input))) ? step : step.Renamed(name, Rename)], _ends);
        }

        ends = [.. other._ends.Select(Rename)];
        return merged;

        string Rename(string output) => names.TryGetValue(StepOf(output), out var renamed) ? renamed + output[StepOf(output).Length..] : output;
    }

    /// <summary>The same steps, with other ends.</summary>
    internal FlinkStream EndingAt(IReadOnlyList<string> ends) => new(Name, All, ends);

    /// <summary>A name that no step has.</summary>
    internal string FreeName(string kind)
    {
        var name = kind;
        for (var number = 2; All.Any(step => step.Name == name); number++)
            name = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{kind}{number}");
        return name;
    }

    internal static FlinkZkException Wrong(string message, string action) => new("InvalidPlan", ErrorCategory.InvalidArgument, message, action);

    private static string StepOf(string output) => output.Split('.', 2)[0];

    private static string Line(StreamStep step) => $"{step.Name}{(step.Name.StartsWith(step.Kind, StringComparison.Ordinal) ? "" : $" ({step.Kind})")}{(step.KeyText is { } key ? $" by {key}" : "")}: {step.Describe()}";
}
