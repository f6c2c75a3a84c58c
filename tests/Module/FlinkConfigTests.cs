using FlinkZk.Testing;

namespace FlinkZk.Module.Tests;

/// <summary>Configuration files of Flink at the prompt: read, changed and judged.</summary>
public sealed class FlinkConfigTests : IDisposable
{
    private const string Text = """
        # Ours
        jobmanager:
          rpc:
            address: jm1   # the first
        recovery.mode: standalone
        s3.secret-key: s3cret

        """;

    private readonly ModuleSession _session = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("flinkzk-config-");
    private readonly string _file;

    public FlinkConfigTests() => File.WriteAllText(_file = Path.Combine(_folder.FullName, "config.yaml"), Text);

    public void Dispose()
    {
        _session.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void A_file_is_read_by_its_name_its_folder_and_from_the_pipeline()
    {
        foreach (var script in (string[])["Get-FlinkConfig $args[0]", "Get-FlinkConfig (Split-Path $args[0])", "$args[0] | Get-FlinkConfig"])
            Assert.Equal(["jobmanager.rpc.address=jm1", "recovery.mode=standalone", "s3.secret-key=***"], _session.All<string>($"{script} | ForEach-Object {{ \"$($_.Key)=$($_.Value)\" }}", _file));
        Assert.Equal("Text high-availability.type 5", _session.One<string>("Get-FlinkConfig $args[0] recovery.* | ForEach-Object { \"$($_.Type) $($_.PresentKey) $($_.Line)\" }", _file));
        Assert.DoesNotContain("s3cret", _session.One<string>("Get-FlinkConfig $args[0] | Format-List * | Out-String", _file), StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_keeps_comments_and_takes_values_of_PowerShell()
    {
        var changed = _session.All<string>("Set-FlinkConfig $args[0] ([ordered]@{ 'jobmanager.rpc.address' = 'jm2'; 'parallelism.default' = 4; 'web.submit.enable' = $false; 'high-availability.type' = 'zookeeper'; 's3.secret-key' = $null }) -PassThru | ForEach-Object { \"$($_.Key)=$($_.Value)\" }", _file);
        Assert.Equal(["jobmanager.rpc.address=jm2", "parallelism.default=4", "web.submit.enable=false", "high-availability.type=zookeeper"], changed);
        Assert.Equal("# Ours\njobmanager:\n  rpc:\n    address: jm2   # the first\nparallelism.default: 4\nweb.submit.enable: false\nhigh-availability.type: zookeeper\n", File.ReadAllText(_file));
    }

    [Fact]
    public void Hashtables_within_are_keys_below_theirs()
    {
        var other = Path.Combine(_folder.FullName, "other.yaml");
        _session.Run("Set-FlinkConfig $args[0] @{ rest = @{ port = 8081 } }; Set-FlinkConfig $args[0] execution @{ checkpointing = @{ interval = '5 s' } }", other);
        Assert.Equal("rest.port: 8081\nexecution.checkpointing.interval: 5 s\n", File.ReadAllText(other));
    }

    [Fact]
    public void A_file_that_cannot_be_replaced_is_written_where_it_lies_and_that_is_told()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("Hard links are made by ln.");
        Assert.Contains("where it lies", _session.One<string>("ln $args[0] \"$($args[0]).same\"; $said = Set-FlinkConfig $args[0] rest.port 8082 -Verbose 4>&1; \"$said\"", _file), StringComparison.Ordinal);
        Assert.Contains("rest.port: 8082", File.ReadAllText(_file + ".same"), StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_come_down_the_pipeline_into_a_new_file_and_WhatIf_writes_none()
    {
        var other = Path.Combine(_folder.FullName, "flink-conf.yaml");
        _session.Run("Get-FlinkConfig $args[0] j* | Set-FlinkConfig $args[1] -WhatIf", _file, other);
        Assert.False(File.Exists(other));
        _session.Run("Get-FlinkConfig $args[0] j* | Set-FlinkConfig $args[1]", _file, other);
        Assert.Equal("jobmanager.rpc.address: jm1\n", File.ReadAllText(other));
    }

    [Theory]
    [InlineData("Set-FlinkConfig $args[0] rest.port abc", "FlinkConfigValueRefused", "rest.port")]
    [InlineData("Set-FlinkConfig $args[0] jobmanager.rpc.zookeeper.quorum zk1", "FlinkConfigValueRefused", "high-availability.zookeeper.quorum")]
    [InlineData("Set-FlinkConfig $args[0] rest.address \"a`nb: c\"", "FlinkConfigValueRefused", "one line")]
    [InlineData("Set-FlinkConfig $args[0] rest.address @{ a = 1 }", "FlinkConfigValueRefused", "a:1")]
    [InlineData("Set-FlinkConfig $args[0] jobmanager x", "FlinkConfigValueRefused", "keys below it")]
    [InlineData("Set-FlinkConfig (Join-Path (Split-Path $args[0]) conf) a b", "FlinkConfigNotFound", "conf")]
    [InlineData("$pipe = \"$($args[0]).pipe\"; mkfifo $pipe; Get-FlinkConfig $pipe", "NotAFile", "pipe")]
    [InlineData("$pipe = \"$($args[0]).pipe\"; mkfifo $pipe; Set-FlinkConfig $pipe a b", "NotAFile", "pipe")]
    [InlineData("Set-Content \"$($args[0]).d\" \"x: [a`nsecret: y\"; Get-FlinkConfig \"$($args[0]).d\"", "FlinkConfigUnreadable", "config.yaml.d")]
    [InlineData("Get-FlinkConfig \"$($args[0]).nosuch\"", "FlinkConfigNotFound", "nosuch")]
    [InlineData("Get-FlinkConfig ([IO.Path]::GetTempPath())", "FlinkConfigNotFound", "config.yaml")]
    [InlineData("Set-Content \"$($args[0]).d\" '- a'; Test-FlinkConfig \"$($args[0]).d\"", "FlinkConfigUnreadable", "config.yaml.d")]
    public void What_cannot_be_is_refused_and_changes_nothing(string script, string id, string said)
    {
        var error = _session.Error(script, _file);
        Assert.Equal(id, error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Contains(said, $"{error} {error.ErrorDetails.RecommendedAction}", StringComparison.Ordinal);
        Assert.Equal(Text, File.ReadAllText(_file));
    }

    [Fact]
    public void A_key_that_Flink_does_not_know_is_written_and_told()
    {
        Assert.Contains("taskmanager.numberOfTaskSlots", _session.One<string>("Set-FlinkConfig $args[0] taskmanager.numberOfTaskSlot 2 -WarningVariable told 3>$null; \"$told\"", _file), StringComparison.Ordinal);
        _session.Run("Set-FlinkConfig $args[0] rest.port abc -Force", _file);
        Assert.EndsWith("taskmanager.numberOfTaskSlot: 2\nrest.port: abc\n", File.ReadAllText(_file), StringComparison.Ordinal);
    }

    [Fact]
    public void What_another_has_written_since_stays()
    {
        _session.Run("$file = $args[0]; [pscustomobject]@{ Key = 'rest.port'; Value = 1 } | ForEach-Object { Add-Content $file 'parallelism.default: 3'; $_ } | Set-FlinkConfig $file", _file);
        Assert.EndsWith("parallelism.default: 3\nrest.port: 1\n", File.ReadAllText(_file), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_two_files_in_a_folder_the_one_that_is_not_taken_is_told()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "flink-conf.yaml"), "a: b\n");
        Assert.Contains("flink-conf.yaml", _session.One<string>("$null = Get-FlinkConfig $args[0] -WarningVariable told 3>$null; \"$told\"", _folder.FullName), StringComparison.Ordinal);
        Assert.Equal("", _session.One<string>("$null = Get-FlinkConfig $args[0] -WarningVariable told 3>$null; \"$told\"", _file));
    }

    [Fact]
    public void A_file_and_a_JobManager_are_judged()
    {
        Assert.Equal(["Information FormerKey recovery.mode 5", "Information CheckpointsOff execution.checkpointing.interval "], _session.All<string>("Test-FlinkConfig $args[0] | ForEach-Object { \"$($_.Severity) $($_.Kind) $($_.Key) $($_.Line)\" } | Sort-Object { $_ -notmatch 'Former' }", _file));
        Assert.True(_session.One<bool>("Test-FlinkConfig $args[0] -Quiet", _file));
        Assert.False(_session.One<bool>("Set-FlinkConfig $args[0] high-availability.type zookeeper; Test-FlinkConfig $args[0] -Quiet -NoConnect", _file));
        using var flink = new FakeFlink { HighAvailability = "zookeeper" };
        _session.Run("Connect-Flink $args[0]", flink.Address);
        Assert.Contains("high-availability.zookeeper.quorum", _session.All<string>("(Test-FlinkConfig).Key"));
        Assert.Equal("zookeeper", _session.One<string>("(Get-FlinkConfig -Key high-availability.type).Value"));
        Assert.Equal("***", _session.One<string>("(Get-FlinkConfig -Key s3.*).Value"));
    }

    [Fact]
    public void Keys_are_completed_by_any_part() => Assert.Contains("high-availability.zookeeper.quorum", _session.Complete("Set-FlinkConfig x zookeeper.quo"));

    // Decision 14.
    [Fact]
    public void The_library_is_loaded_apart_and_only_when_it_is_needed_and_none_of_its_types_is_shown()
    {
        var folder = Repository.File("module", "bin", "dependencies");
        _session.Run("Get-FlinkConfig $args[0]", _file);
        _session.Run("Get-FlinkConfig $args[0]", _file);
        var loaded = AppDomain.CurrentDomain.GetAssemblies().Where(assembly => !assembly.IsDynamic && assembly.Location.StartsWith(folder, StringComparison.Ordinal)).ToArray();
        // Other tests of the process may have needed the other library.
        Assert.Equal(["FlinkZk.Yaml", "YamlDotNet"], loaded.Select(assembly => assembly.GetName().Name).Except(["FlinkZk.Schema", "JsonSchema.Net", "JsonPointer.Net", "Json.More", "Humanizer"]).Order(StringComparer.Ordinal));
        Assert.All(loaded, assembly => Assert.Equal("FlinkZk", System.Runtime.Loader.AssemblyLoadContext.GetLoadContext(assembly)!.Name));
        foreach (var room in Directory.GetFiles(Repository.File("module", "bin"), "*.dll"))
            Assert.DoesNotContain(AppDomain.CurrentDomain.GetAssemblies().SingleOrDefault(assembly => !assembly.IsDynamic && assembly.Location == room)?.GetReferencedAssemblies() ?? [], name => name.Name is "YamlDotNet" or "FlinkZk.Yaml" or "JsonSchema.Net" or "FlinkZk.Schema");
    }
}
