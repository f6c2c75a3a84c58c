using System.Management.Automation;

namespace FlinkZk;

/// <summary>A cmdlet whose step takes the records of those before it.</summary>
public abstract class StreamMiddleCmdlet : StreamStepCmdlet
{
    /// <summary>Takes the records of a side output of the step before: those that came too late for its windows are late.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Side { get; set; }

    /// <exception cref="FlinkZkException">There is nothing to take records from.</exception>
    private protected IReadOnlyList<string> Ends(FlinkStream stream)
    {
        if (stream.Ends.Count == 0)
            throw FlinkStream.Wrong($"The stream '{stream.Name}' has no source.", "Begin with one: New-FlinkStream orders | Add-FlinkSource orders.csv -Time At | ...");
        if (Side is null)
            return stream.Ends;
        return stream.Ends is [var only] && !only.Contains('.', StringComparison.Ordinal) ? [$"{only}.{Side}"]
            : throw FlinkStream.Wrong("A side output is that of one step, and several come together here.", "Take it right behind the step that has it.");
    }
}
