using System.Management.Automation;
using FlinkZk.Cmdlets;
using FlinkZk.Coordination;

namespace FlinkZk.Commands;

/// <summary>Compares the values that hold for a job with those at another revision, of another job or on another cluster.</summary>
[Cmdlet(VerbsData.Compare, "ZkConfig")]
[OutputType(typeof(ZkConfigDifference))]
public sealed class CompareZkConfigCommand : ZkSessionCmdlet
{
    /// <summary>The job that is the reference, with the defaults that hold for it; without it the defaults alone.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(JobNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string? ReferenceJob { get; set; }

    /// <summary>The job that is compared with it; without it the same.</summary>
    [Parameter(Position = 1)]
    [ArgumentCompleter(typeof(JobNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string? DifferenceJob { get; set; }

    /// <summary>The reference as it was at this revision; 0 is before the first. Without it as it is.</summary>
    [Parameter]
    [ValidateRange(0, long.MaxValue)]
    public long? ReferenceRevision { get; set; }

    /// <summary>The other side as it was at this revision. Without it as it is.</summary>
    [Parameter]
    [ValidateRange(0, long.MaxValue)]
    public long? DifferenceRevision { get; set; }

    /// <summary>The session of the other side; without it that of the reference.</summary>
    [Parameter]
    [SessionArgument]
    [ArgumentCompleter(typeof(SessionValueCompleter))]
    [ValidateNotNull]
    public ZkSession? DifferenceSession { get; set; }

    /// <summary>Gives values that are equal, too.</summary>
    [Parameter]
    public SwitchParameter IncludeEqual { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        var reference = Read(ActiveSession, ReferenceJob, ReferenceRevision);
        var difference = Read(DifferenceSession ?? ActiveSession, DifferenceJob ?? ReferenceJob, DifferenceRevision);
        foreach (var key in reference.Keys.Union(difference.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var (left, right) = (reference.GetValueOrDefault(key), difference.GetValueOrDefault(key));
            if (IncludeEqual || !ConfigurationStateValue.AreEqual(left, right))
                WriteObject(new ZkConfigDifference(key, left, right));
        }
    }

    private IReadOnlyDictionary<string, ConfigurationStateValue> Read(ZkSession session, string? job, long? revision)
    {
        Target = job ?? "defaults";
        if (job is not null)
            EntityName.Validate(job, "job");
        var state = Wait(token => new ValueTask<ConfigurationState>(ConfigurationState.ReadAsync(session.Configuration, job, revision, token)));
        foreach (var failure in state.Failures)
            WriteError(failure.Exception, failure.Path);
        return state.Values;
    }
}
