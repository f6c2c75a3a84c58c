using System.Management.Automation;
using FlinkZk.Clusters.Diagnosis;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Reads logs of the JobManager, or of TaskManagers, record by record, or follows them.</summary>
[Cmdlet(VerbsCommon.Get, "FlinkLog", DefaultParameterSetName = ReadSet)]
[OutputType(typeof(FlinkLogRecord), ParameterSetName = [ReadSet, FollowSet])]
[OutputType(typeof(FlinkLogFile), ParameterSetName = [ListSet])]
public sealed class GetFlinkLogCommand : FlinkProcessCmdlet
{
    private const string ReadSet = "Read";
    private const string FollowSet = "Follow";
    private const string ListSet = "List";

    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);

    /// <summary>The file; wildcards pick among those that there are. Without it the one that was written last, of those whose names end in .log if there are any.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string? Name { get; set; }

    /// <summary>Only so many records at the end. Without it the whole file, up to 64 MB.</summary>
    [Parameter(ParameterSetName = ReadSet)]
    [Parameter(ParameterSetName = FollowSet)]
    [ValidateRange(0, int.MaxValue)]
    public int? Tail { get; set; }

    /// <summary>Goes on with what is added, until Ctrl+C; of the JobManager, with the log of whoever leads by then.</summary>
    [Parameter(Mandatory = true, ParameterSetName = FollowSet)]
    public SwitchParameter Follow { get; set; }

    /// <summary>How often it is looked whether something was added, with -Follow. Flink sends the whole file then.</summary>
    [Parameter(ParameterSetName = FollowSet)]
    public Duration Interval { get; set; } = new(TimeSpan.FromSeconds(2));

    /// <summary>Lists the files in place of reading one.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ListSet)]
    public SwitchParameter List { get; set; }

    private protected override void Each(string process, string? taskManager)
    {
        var client = Flink;
        var files = Wait(async token => await client.LogsAsync(taskManager, token).ConfigureAwait(false));
        if (List)
        {
            foreach (var file in Name is null ? files : new NamePattern(Name).Among(files, file => file.Name))
                WriteObject(new FlinkLogFile(process, file));
            return;
        }
        foreach (var file in Chosen(process, files))
        {
            var reader = new LogReader(client, taskManager, file.Name);
            foreach (var record in Wait(async token => await reader.ReadAsync(Follow && Tail is null ? DefaultTail : Tail, token).ConfigureAwait(false)))
                WriteObject(new FlinkLogRecord(process, file.Name, record));
            if (Follow)
                Pump(token => reader.FollowAsync(Interval.Value < Shortest ? Shortest : Interval.Value, token), record => LiveOutput.Write(() => WriteObject(new FlinkLogRecord(process, file.Name, record))));
        }
    }

    // As tail -f begins.
    private const int DefaultTail = 10;

    private IReadOnlyList<Clusters.Model.FlinkLogFile> Chosen(string process, IReadOnlyList<Clusters.Model.FlinkLogFile> files)
    {
        var chosen = Name is not null ? new NamePattern(Name).Among(files, file => file.Name)
            : files.OrderByDescending(file => file.Name.EndsWith(".log", StringComparison.Ordinal)).ThenByDescending(file => file.Modified).Take(1).ToArray();
        if (chosen.Count == 0 && (Name is null || !new NamePattern(Name).IsPattern))
            throw new FlinkZkException("FlinkLogNotFound", ErrorCategory.ObjectNotFound, Name is null ? $"{process} has no log file: it may log to its console only, as containers do." : $"{process} has no log file '{Name}'.", "Get-FlinkLog -List shows those that there are.");
        return Follow && chosen.Count > 1 ? throw new FlinkZkException("InvalidArgument", ErrorCategory.InvalidArgument, $"-Follow takes one file, and '{Name}' are {chosen.Count}.", "Name one: Get-FlinkLog -List shows them.") : chosen;
    }
}
