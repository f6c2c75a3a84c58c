using System.Management.Automation;
using FlinkZk.Clusters.Configuration;
using FlinkZk.Clusters.Health;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Judges a file of Flink's configuration, or the configuration that a JobManager runs with: one object for each thing that is wrong. Nothing wrong, nothing given.</summary>
[Cmdlet(VerbsDiagnostic.Test, "FlinkConfig", DefaultParameterSetName = ClusterSet)]
[OutputType(typeof(FlinkConfigFinding), typeof(bool))]
public sealed class TestFlinkConfigCommand : FlinkCmdlet
{
    private const string PathSet = "Path";
    private const string ClusterSet = "Cluster";

    // The last that reads it.
    private static readonly Version OldReader = new(1, 20);

    private bool _isWell = true;

    /// <summary>The file, or the folder with config.yaml or flink-conf.yaml in it. Without it, the JobManager of -Cluster is asked.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>The version of Flink that reads the file; without it 2.x, or 1.x for flink-conf.yaml, which 2.x does not read. A JobManager tells its own.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    public string? FlinkVersion { get; set; }

    /// <summary>Judges the text alone: looks neither for ZooKeeper's servers nor for folders.</summary>
    [Parameter]
    public SwitchParameter NoConnect { get; set; }

    /// <summary>Gives only whether all is well: no error, no warning, nothing unknown.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <summary>How long a ZooKeeper server may take to answer.</summary>
    [Parameter]
    public Duration Timeout { get; set; } = new(TimeSpan.FromSeconds(5));

    /// <inheritdoc/>
    protected override void Process()
    {
        Target = ParameterSetName == PathSet ? Path : ActiveCluster;
        var file = ParameterSetName == PathSet ? ConfigurationSource.Read(this, FullPath(Path)) : null;
        var entries = file?.Entries ?? Wait(async token => await Flink.ConfigurationAsync(token).ConfigureAwait(false));
        var findings = file is null ? ConfigurationRules.Judge(entries, Reader(file)) : ConfigurationRules.Judge(file, Reader(file));
        if (!NoConnect)
            findings = [.. findings, .. Wait(async token => await ConfigurationProbe.RunAsync(entries, Timeout, token).ConfigureAwait(false))];
        foreach (var finding in findings.OrderByDescending(finding => finding.Severity))
        {
            _isWell &= finding.Severity == HaSeverity.Information;
            if (!Quiet)
                WriteObject(new FlinkConfigFinding(finding, file?.Path));
        }
    }

    private Version? Reader(ConfigurationFile? file)
    {
        if (file is null)
            return Version.TryParse(ActiveCluster.Version.Split('-')[0], out var running) ? running : null;
        if (FlinkVersion is not null)
            return Version.TryParse(FlinkVersion, out var named) ? named : throw new FlinkZkException("InvalidVersion", ErrorCategory.InvalidArgument, $"'{FlinkVersion}' is not a version.", "Write it as Flink's archive does: 2.3.");
        return System.IO.Path.GetFileName(file.Path) == ConfigurationFile.FlatName ? OldReader : null;
    }

    /// <inheritdoc/>
    protected override void End()
    {
        if (Quiet)
            WriteObject(_isWell);
    }

    private protected override void BeforeError(ErrorRecord record)
    {
        // What could not be judged is not well.
        _isWell = false;
        base.BeforeError(record);
    }
}
