using System.Management.Automation;

namespace FlinkZk;

/// <summary>A property of the records that a projection makes.</summary>
/// <param name="Name">Its name; * = all that the record has.</param>
internal sealed record SelectedColumn(string Name)
{
    /// <summary>The property that it is taken from; null where it is computed.</summary>
    public string? Property { get; init; }

    /// <summary>What computes it.</summary>
    public ScriptBlock? Expression { get; init; }

    public override string ToString() => Expression is not null ? $"{Name}={{{StepText.OneLine(Expression)}}}" : Property is null || Property == Name ? Name : $"{Name}={Property}";
}
