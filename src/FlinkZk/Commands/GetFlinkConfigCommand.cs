using System.Management.Automation;
using FlinkZk.Clusters.Configuration;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Reads a file of Flink's configuration, or the configuration that a JobManager runs with.</summary>
[Cmdlet(VerbsCommon.Get, "FlinkConfig", DefaultParameterSetName = ClusterSet)]
[OutputType(typeof(FlinkConfigValue))]
public sealed class GetFlinkConfigCommand : FlinkCmdlet
{
    private const string PathSet = "Path";
    private const string ClusterSet = "Cluster";

    /// <summary>The file, or the folder with config.yaml or flink-conf.yaml in it. Without it, the JobManager of -Cluster is asked.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Only keys that match.</summary>
    [Parameter(Position = 1)]
    [ArgumentCompleter(typeof(FlinkKeyCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Key { get; set; } = ["*"];

    /// <inheritdoc/>
    protected override void Process()
    {
        var patterns = Key.Select(key => WildcardPattern.Get(key, WildcardOptions.CultureInvariant)).ToArray();
        if (ParameterSetName == PathSet)
        {
            Target = Path;
            var file = ConfigurationSource.Read(this, FullPath(Path));
            Write(file.Entries, file.Path);
            return;
        }
        Target = ActiveCluster;
        Write(Wait(async token => await Flink.ConfigurationAsync(token).ConfigureAwait(false)), null);

        void Write(IEnumerable<ConfigurationEntry> entries, string? file)
        {
            foreach (var entry in entries.Where(entry => patterns.Any(pattern => pattern.IsMatch(entry.Key))))
                WriteObject(new FlinkConfigValue(entry, file));
        }
    }
}
