using System.Globalization;
using System.Management.Automation;
using FlinkZk.Cmdlets;
using FlinkZk.Coordination;

namespace FlinkZk.Commands;

/// <summary>Writes configured values into a file: those of a job, the defaults, or all that is configured.</summary>
[Cmdlet(VerbsData.Export, "ZkConfig", SupportsShouldProcess = true, DefaultParameterSetName = AllSet)]
[OutputType(typeof(FileInfo))]
public sealed class ExportZkConfigCommand : ZkSessionCmdlet
{
    private const string AllSet = "All";
    private const string JobSet = "Job";
    private const string DefaultSet = "Default";
    private readonly HashSet<string> _written = new(StringComparer.Ordinal);

    /// <summary>The job. Its own values are written; with -Effective the defaults that hold for it, too.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = JobSet)]
    [JobArgument]
    [ArgumentCompleter(typeof(JobNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Job { get; set; } = [];

    /// <summary>Writes the defaults, and no job's values.</summary>
    [Parameter(Mandatory = true, ParameterSetName = DefaultSet)]
    public SwitchParameter Default { get; set; }

    /// <summary>The file to make. In a folder that exists it is named after the job: orders.json.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string FilePath { get; set; } = "";

    /// <summary>The file's format; without it the one that its name says, and JSON in a folder. All that is configured is a file of JSON.</summary>
    [Parameter]
    public ZkConfigFormat Format { get; set; }

    /// <summary>Writes the values that hold for the job: its own, and the defaults where it has none.</summary>
    [Parameter(ParameterSetName = JobSet)]
    public SwitchParameter Effective { get; set; }

    /// <summary>As it was at this revision; 0 is before the first. Without it as it is.</summary>
    [Parameter(ParameterSetName = JobSet)]
    [Parameter(ParameterSetName = DefaultSet)]
    [ValidateRange(0, long.MaxValue)]
    public long? Revision { get; set; }

    /// <summary>Writes secrets, too: in the clear, into a file that only its owner may read. Without it they are left out, and a warning names them.</summary>
    [Parameter]
    public SwitchParameter IncludeSecret { get; set; }

    /// <summary>Replaces a file that exists.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        var session = ActiveSession;
        if (ParameterSetName == AllSet)
        {
            ForTarget(FilePath, () => ExportAll(session));
            return;
        }
        foreach (var job in JobNames.OrDefaults(Job))
            ForTarget(job ?? "defaults", () => Export(session, job));
    }

    private void ExportAll(ZkSession session)
    {
        var (file, format) = Place("configuration");
        if (format != ZkConfigFormat.Json)
            throw new FlinkZkException("ConfigFormatUnknown", ErrorCategory.InvalidArgument, $"The values of all jobs are a file of JSON: {format} has no jobs.", "Name the file .json, or say whose values are wanted: -Job, or -Default.");
        var all = Wait(token => ConfigurationReader.ReadAllAsync(session.Configuration, token));
        if (all.Any(scope => scope.Snapshot.Revision != all[0].Snapshot.Revision))
            throw new FlinkZkException("ConfigurationBusy", ErrorCategory.ResourceBusy, "The configuration changes faster than it can be read: nothing was written.", "Try it again, or job by job.");
        Refuse(all.SelectMany(scope => scope.Snapshot.Failures));
        var scopes = all.Select(scope => (scope.Job, Values: Kept((scope.Job is null ? scope.Snapshot.Defaults : scope.Snapshot.Own)
            .Select(pair => (scope.Job, pair.Key, Json: ConfigurationJson.Encode(pair.Value.Value), pair.Value.IsSecret))))).ToArray();
        Write(file, ConfigurationJsonFile.Write(all[0].Snapshot.Revision, scopes.Select(scope => (scope.Job, scope.Values.Select(value => value)))), "all that is configured", scopes.Sum(scope => scope.Values.Count));
    }

    private void Export(ZkSession session, string? job)
    {
        if (job is not null)
            EntityName.Validate(job, "job");
        var (file, format) = Place(job ?? "defaults");
        var state = Wait(token => new ValueTask<ConfigurationState>(ConfigurationState.ReadAsync(session.Configuration, job, Revision, token)));
        Refuse(state.Failures);
        var values = Kept(state.Values.Where(pair => job is null || Effective || !pair.Value.IsDefault).Select(pair => (job, pair.Key, pair.Value.Json, pair.Value.IsSecret)));
        if (values.Count == 0 && job is not null && Revision is null)
            Wait(token => JobNames.FindAsync(session, job, token));
        Write(file, ConfigurationFileFormat.Write(format, values), job ?? "defaults", values.Count);
    }

    private (string File, ZkConfigFormat Format) Place(string name)
    {
        var path = FullPath(FilePath);
        if (!Directory.Exists(path))
            return (path, ConfigurationFileFormat.Of(path, Format));
        var format = Format == ZkConfigFormat.Auto ? ZkConfigFormat.Json : Format;
        return (Path.Combine(path, string.Concat(name.Split(Path.GetInvalidFileNameChars())) + ConfigurationFileFormat.Extension(format)), format);
    }

    // A file that lacks some would pass for all of them.
    private static void Refuse(IEnumerable<ConfigurationFailure> failures)
    {
        foreach (var failure in failures)
            throw new FlinkZkException("ValueUnreadable", ErrorCategory.PermissionDenied, $"'{failure.Path}' could not be read: {failure.Exception.Message} Nothing was written.", "Export it in a session that may read all of it, or other jobs.", failure.Exception);
    }

    private List<KeyValuePair<string, string>> Kept(IEnumerable<(string? Job, string Key, string Json, bool IsSecret)> values)
    {
        var kept = new List<KeyValuePair<string, string>>();
        foreach (var (job, key, json, isSecret) in values.OrderBy(value => value.Key, StringComparer.Ordinal))
        {
            if (!isSecret)
                kept.Add(new(key, json));
            else if (json == ConfigurationChange.Masked)
                WriteWarning($"{ConfigurationEdits.Describe(job, key)} is not in the file: history does not keep secrets.");
            else if (!IncludeSecret)
                WriteWarning($"{ConfigurationEdits.Describe(job, key)} is not in the file, because it is a secret. -IncludeSecret writes it, in the clear.");
            else
                kept.Add(new(key, ConfigurationJson.Encode(ConfigurationJson.Decode(json), secret: true)));
        }
        return kept;
    }

    private void Write(string file, string text, string what, int count)
    {
        var target = RegularFile.ToReplace(this, file);
        if (!ShouldProcess(what, string.Create(CultureInfo.InvariantCulture, $"Export {count} values to '{file}'")))
            return;
        if (File.Exists(target) && (!Force || _written.Contains(target)))
            throw new FlinkZkException("FileExists", ErrorCategory.ResourceExists, $"'{file}' exists.", "-Force replaces it; several jobs go into a folder that exists, each into a file of its own.");
        if (IncludeSecret)
            SecretFile.Write(target, text);
        else
            File.WriteAllText(target, text);
        _written.Add(target);
        WriteObject(new FileInfo(target));
    }
}
