using System.Globalization;
using System.Management.Automation;
using FlinkZk.Coordination;

namespace FlinkZk.Commands;

/// <summary>Sets the values of files, all of them as one revision, or none where one of them cannot be used.</summary>
[Cmdlet(VerbsData.Import, "ZkConfig", SupportsShouldProcess = true, DefaultParameterSetName = AllSet)]
[OutputType(typeof(ZkConfigRevision))]
public sealed class ImportZkConfigCommand : ZkConfigTransferCmdlet
{
    private const string AllSet = "All";
    private const string JobSet = "Job";
    private const string DefaultSet = "Default";
    private readonly Dictionary<(ZkSession Session, string? Job), string> _files = [];
    private readonly ConfigurationEdits _edits = new();
    private bool _failed;

    /// <summary>The files: JSON, .properties or Flink's config.yaml.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName")]
    [ValidateNotNullOrEmpty]
    public string[] FilePath { get; set; } = [];

    /// <summary>The job whose own values the file holds. Without it, and without -Default, the file is one of all, as Export-ZkConfig writes it.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true, ParameterSetName = JobSet)]
    [ArgumentCompleter(typeof(JobNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Job { get; set; }

    /// <summary>The file holds defaults.</summary>
    [Parameter(Mandatory = true, ParameterSetName = DefaultSet)]
    public SwitchParameter Default { get; set; }

    /// <summary>The files' format; without it the one that the name says.</summary>
    [Parameter]
    public ZkConfigFormat Format { get; set; }

    /// <summary>Changes only if the configuration is still at this revision.</summary>
    [Parameter]
    [ValidateRange(0, long.MaxValue)]
    public long? ExpectedRevision { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        var session = ActiveSession;
        foreach (var file in FilePath)
        {
            Target = file;
            try
            {
                Gather(session, RegularFile.Check(FullPath(file)));
            }
            catch
            {
                _failed = true;
                throw;
            }
        }
    }

    /// <inheritdoc/>
    protected override void End()
    {
        // Part of what was meant as one revision would be another one.
        if (_failed)
        {
            WriteWarning("Nothing was imported, because a file cannot be used.");
            return;
        }
        foreach (var group in _files.GroupBy(pair => pair.Key.Session))
        {
            var (session, jobs) = (group.Key, group.Select(pair => pair.Key.Job).ToArray());
            var wanted = _edits.BySession().FirstOrDefault(pair => pair.Session == session).Edits ?? [];
            ForTarget(ConfigurationEdits.Describe(wanted), () =>
            {
                var plan = Wait(token => new ValueTask<ConfigurationPlan>(ConfigurationPlan.MakeAsync(session.Configuration, wanted, Replace ? static (_, _) => true : null, Replace ? jobs : null, token)));
                var files = string.Join(", ", group.Select(pair => Path.GetFileName(pair.Value)).Distinct(StringComparer.Ordinal));
                Carry(session, plan, $"Import configuration of {files}", ExpectedRevision, $"imported from {files}");
            });
        }
    }

    private void Gather(ZkSession session, string file)
    {
        var job = ParameterSetName == JobSet ? Job : null;
        if (job is not null)
            EntityName.Validate(job, "job");
        var content = ConfigurationFileFormat.Read(file, ConfigurationFileFormat.Of(file, Format), job, isOfAll: ParameterSetName == AllSet);
        foreach (var problem in content.Problems.Concat(content.Values.Where(IsMasked).Select(edit => $"{ConfigurationEdits.Describe(edit.Job, edit.Key)} is {ConfigurationChange.Masked}, which stands in a secret's place.")))
            WriteError(new FlinkZkException("ConfigFileUnreadable", ErrorCategory.InvalidData, $"'{file}': {problem}", "Correct the file: nothing of it was taken."), file);
        _failed |= content.Problems.Count > 0 || content.Values.Any(IsMasked);
        foreach (var scope in ParameterSetName == AllSet ? content.Values.Select(edit => edit.Job).Distinct().ToArray() : [job])
            if (!_files.TryAdd((session, scope), file))
                throw new FlinkZkException("ConfigFileUnreadable", ErrorCategory.InvalidArgument, string.Create(CultureInfo.InvariantCulture, $"Both '{_files[(session, scope)]}' and '{file}' hold values of {scope ?? "the defaults"}."), "Import them one after the other, or say whose each is: -Job.");
        _edits.Add(session, content.Values);
    }

    private static bool IsMasked(ConfigurationEdit edit) => edit.Json is { } json && ConfigurationJson.Decode(json) is ConfigurationChange.Masked;
}
