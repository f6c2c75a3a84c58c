using System.Management.Automation;
using FlinkZk.Cmdlets;

namespace FlinkZk;

/// <summary>A cmdlet that adds a step to a stream's definition.</summary>
public abstract class StreamStepCmdlet : FlinkZkCmdlet
{
    /// <summary>The stream, as New-FlinkStream or another Add- cmdlet gave it. It stays as it is: what comes out is a new one.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    public FlinkStream Stream { get; set; } = null!;

    /// <summary>The step's name; without it it is called after what it is. State and messages go by it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <inheritdoc/>
    protected sealed override void Process()
    {
        Target = Stream;
        if (Name is not null && Name.AsSpan().IndexOfAny('.', '/') >= 0)
            throw FlinkStream.Wrong($"'{Name}' cannot be the name of a step.", "A name has no point and no slash in it.");
        WriteObject(Extend(Stream));
    }

    /// <summary>The stream with the step.</summary>
    private protected abstract FlinkStream Extend(FlinkStream stream);

    private protected TimeSpan? Given(string parameter, Duration value) => MyInvocation.BoundParameters.ContainsKey(parameter) ? value.Value : null;
}
