using System.Management.Automation;
using FlinkZk.Cmdlets;
using FlinkZk.Server.ZooCfg;

namespace FlinkZk.Commands;

/// <summary>Judges the zoo.cfg of a ZooKeeper server: one object for each thing that is wrong. Nothing wrong, nothing given.</summary>
[Cmdlet(VerbsDiagnostic.Test, "ZkServerConfig")]
[OutputType(typeof(ZkServerConfigFinding), typeof(bool))]
public sealed class TestZkServerConfigCommand : FlinkZkCmdlet
{
    private const string Name = "zoo.cfg";

    // Real ones are some kilobytes.
    private const int MostBytes = 1 << 20;

    private bool _isWell = true;

    /// <summary>The file, or the folder with zoo.cfg in it.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Gives only whether all is well: no error, no warning.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        Target = Path;
        var path = FullPath(Path);
        if (Directory.Exists(path))
            path = System.IO.Path.Combine(path, Name);
        var entries = Read(path);
        var members = Value(entries, "dynamicConfigFile") is { } dynamic && Beside(path, dynamic) is { } file ? Read(file) : null;
        var myId = Value(entries, "dataDir") is { } data && Beside(path, System.IO.Path.Combine(data, "myid")) is { } id ? File.ReadLines(id).FirstOrDefault() : null;
        foreach (var finding in ZooCfgRules.Judge(entries, members, myId))
        {
            _isWell &= finding.Severity == ZooCfgSeverity.Information;
            if (!Quiet)
                WriteObject(new ZkServerConfigFinding(finding, path));
        }
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

    private static IReadOnlyList<ZooCfgEntry> Read(string path)
    {
        if (new FileInfo(path) is not { Exists: true } file)
            throw new FlinkZkException("ZkConfigFileNotFound", ErrorCategory.ObjectNotFound, $"There is no file '{path}'.", "Name zoo.cfg, or the folder with it.");
        if (file.Length > MostBytes)
            throw new FlinkZkException("ZkConfigFileUnreadable", ErrorCategory.LimitsExceeded, $"'{path}' has {file.Length:N0} bytes: that is no configuration.", "Name zoo.cfg.");
        try
        {
            return ZooCfgEntry.Read(File.ReadAllLines(path));
        }
        catch (FormatException e)
        {
            throw new FlinkZkException("ZkConfigFileUnreadable", ErrorCategory.InvalidData, $"'{path}', {e.Message}", "Correct that line.", e);
        }
    }

    private static string? Value(IEnumerable<ZooCfgEntry> entries, string key) => entries.LastOrDefault(entry => entry.Key == key)?.Value;

    private static string? Beside(string path, string other) => System.IO.Path.Combine(System.IO.Path.GetDirectoryName(path)!, other) is var full && File.Exists(full) ? full : null;
}
