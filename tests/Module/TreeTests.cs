using System.Management.Automation;

namespace FlinkZk.Module.Tests;

/// <summary>Subtrees at the prompt: copied, moved, in files, compared.</summary>
public sealed class TreeTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.Embedded();
    private readonly string _folder = Directory.CreateTempSubdirectory("flinkzk-trees-").FullName;

    public TreeTests() => _session.Run("$null = '/app', '/app/a', '/app/a/x', '/app/b' | New-ZkNode; Set-ZkNode /app/a one; Set-ZkNode /app/b two; Set-Location $args[0]", _folder);

    public void Dispose()
    {
        _session.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void An_export_follows_links_and_takes_the_place_of_files_only()
    {
        if (OperatingSystem.IsWindows())
            return;
        _session.Run("'' | Set-Content real -NoNewline; $null = New-Item link -ItemType SymbolicLink -Value real; $null = New-Item again -ItemType SymbolicLink -Value link; mkfifo pipe; $null = New-Item way -ItemType SymbolicLink -Value pipe");
        _session.Run("Export-ZkNode /app again -Force");
        Assert.Equal("SymbolicLink SymbolicLink", _session.One<string>("\"$((Get-Item link).LinkType) $((Get-Item again).LinkType)\""));
        Assert.StartsWith("{", _session.All<string>("Get-Content real")[0], StringComparison.Ordinal);
        foreach (var pipe in new[] { "pipe", "way" })
            Assert.StartsWith("NotAFile", _session.Error($"Export-ZkNode /app {pipe} -Force").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("NamedPipe", _session.One("(Get-Item pipe).UnixStat.ItemType").ToString());
    }

    [Fact]
    public void A_copy_is_silent_and_takes_everything_below_only_with_Recurse()
    {
        Assert.Empty(_session.Run("Copy-ZkNode /app /copy"));
        Assert.Equal(["/copy"], Paths("/copy"));
        Assert.Empty(_session.Run("Copy-ZkNode /app /tree -Recurse"));
        Assert.Equal(["/tree", "/tree/a", "/tree/a/x", "/tree/b"], Paths("/tree"));
        Assert.Equal("one", _session.One<string>("(Get-ZkNode /tree/a).Text"));
    }

    [Fact]
    public void PassThru_tells_of_each_node_with_the_version_as_read_and_whether_it_was_one_transaction()
    {
        Assert.Equal(
            ["/tree Created 0 True", "/tree/a Created 1 True", "/tree/a/x Created 0 True", "/tree/b Created 1 True"],
            _session.All<string>("Copy-ZkNode /app /tree -Recurse -PassThru | ForEach-Object { \"$_ $($_.Action) $($_.SourceVersion) $($_.IsAtomic)\" }"));
    }

    [Fact]
    public void What_was_copied_flows_on_as_the_new_node() =>
        Assert.Equal("/tree", _session.One<string>("(Copy-ZkNode /app/b /tree -PassThru | Get-ZkNode).Path"));

    [Theory]
    [InlineData("Copy-ZkNode '/app/*' /into/ -Recurse -Parents")]
    [InlineData("'/app/a', '/app/b' | Copy-ZkNode -Destination /into/ -Recurse -Parents")]
    [InlineData("Get-ZkChildNode /app | Copy-ZkNode -Destination /into/ -Recurse -Parents")]
    [InlineData("[pscustomobject]@{ Path = '/app/a'; Destination = '/into/a' }, [pscustomobject]@{ Path = '/app/b'; Destination = '/into/b' } | Copy-ZkNode -Recurse -Parents")]
    [InlineData("Copy-ZkNode -LiteralPath /app/a, /app/b -Destination /into/ -Recurse -Parents")]
    public void Several_nodes_come_below_a_destination_that_ends_with_a_slash(string command)
    {
        _session.Run(command);
        Assert.Equal(["/into", "/into/a", "/into/a/x", "/into/b"], Paths("/into"));
    }

    [Theory]
    [InlineData("Copy-ZkNode /app/a, /app/b /into", "/app/b", "one")]
    [InlineData("Copy-ZkNode /app/a, /app/b /into -Force", "/app/b", "one")]
    [InlineData("'/app/a', '/app/b' | Copy-ZkNode -Destination /into -Force", "/app/b", "one")]
    [InlineData("Copy-ZkNode '/app/*' /into -Force", "/app/b", "one")]
    [InlineData("Copy-ZkNode /app/a, /app/b zk:/into -Force", "/app/b", "one")]
    [InlineData("Move-ZkNode /app/a, /app/b /into", "/app/b", "one")]
    public void Several_nodes_never_come_to_one_place(string command, string target, string text)
    {
        var error = _session.Error(command);
        Assert.StartsWith("PlaceTaken,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(target, error.TargetObject);
        Assert.Equal(text, _session.One<string>("(Get-ZkNode /into).Text"));
        Assert.Equal("two", _session.One<string>("(Get-ZkNode /app/b).Text"));
    }

    [Fact]
    public void Two_of_one_name_do_not_come_to_one_place_either()
    {
        _session.Run("New-ZkNode /other/a third -Parents; $null = New-ZkNode /into");
        Assert.StartsWith("PlaceTaken,", _session.Error("Copy-ZkNode /app/a, /other/a /into/ -Force").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("one", _session.One<string>("(Get-ZkNode /into/a).Text"));
    }

    [Fact]
    public void A_destination_that_exists_is_refused_with_the_way_out_and_Force_overwrites()
    {
        _session.Run("New-ZkNode /to; New-ZkNode /to/b mine; New-ZkNode /to/c");
        var error = _session.Error("Copy-ZkNode /app /to -Recurse");
        Assert.Equal("DestinationExists,FlinkZk.Commands.CopyZkNodeCommand", error.FullyQualifiedErrorId);
        Assert.Equal((ErrorCategory.ResourceExists, "/app"), (error.CategoryInfo.Category, error.TargetObject));
        Assert.Contains("-Force", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        _session.Run("Copy-ZkNode /app /to -Recurse -Force");
        Assert.Equal("two", _session.One<string>("(Get-ZkNode /to/b).Text"));
        Assert.True(_session.One<bool>("Test-ZkNode /to/c"));
    }

    [Fact]
    public void A_node_is_not_copied_into_itself() =>
        Assert.StartsWith("DestinationInsideSource,", _session.Error("Copy-ZkNode /app /app/a/y -Recurse").FullyQualifiedErrorId, StringComparison.Ordinal);

    [Fact]
    public void Another_ensemble_is_another_session()
    {
        _session.Run("$one = Get-ZkSession; $other = Connect-Zk -Embedded; Copy-ZkNode /app /app -Recurse -Session $one -DestinationSession $other");
        Assert.Empty(_session.Run("Compare-ZkNode /app /app -Session $one -DifferenceSession $other"));
    }

    [Fact]
    public void An_ephemeral_node_is_left_out_with_a_warning()
    {
        using var shell = _session.Shell("$null = New-ZkNode /app/e -Ephemeral; Copy-ZkNode /app /tree -Recurse");
        shell.Invoke();
        Assert.Contains("/app/e: It is ephemeral", Assert.Single(shell.Streams.Warning).Message, StringComparison.Ordinal);
        Assert.Empty(shell.Streams.Error);
        Assert.StartsWith("EphemeralNode,", _session.Error("Move-ZkNode /app /moved").FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void One_node_that_cannot_be_copied_is_one_error_that_names_it()
    {
        _session.Run("Set-ZkAcl /app/a digest:nobody:secret:cdrwa");
        var (output, errors) = _session.RunWithErrors("Copy-ZkNode /app /tree -Recurse -PassThru");
        Assert.Equal(["/tree", "/tree/b"], output.Select(item => item.ToString()));
        Assert.Equal("/app/a", Assert.Single(errors).TargetObject);
        Assert.StartsWith("NoAuth,", errors[0].FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Copy-ZkNode /app /new -Recurse")]
    [InlineData("Move-ZkNode /app /new")]
    [InlineData("Export-ZkNode /app ./new.jsonl")]
    public void WhatIf_changes_nothing(string command)
    {
        Assert.Empty(_session.Run(command + " -WhatIf"));
        Assert.False(_session.One<bool>("Test-ZkNode /new"));
        Assert.Equal(4, Paths("/app").Length);
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void WhatIf_with_PassThru_shows_each_node_that_would_be_made()
    {
        _session.Run("New-ZkNode /to; New-ZkNode /to/b two");
        Assert.Equal(["Unchanged", "Created", "Created", "Unchanged"], _session.All<string>("Copy-ZkNode /app /to -Recurse -Force -WhatIf -PassThru | ForEach-Object { \"$($_.Action)\" }"));
        Assert.Equal(["/to", "/to/b"], Paths("/to"));
        Assert.Equal(4, _session.Run("Move-ZkNode /app /moved -WhatIf -PassThru").Count);
        Assert.Equal(4, Paths("/app").Length);
    }

    [Fact]
    public void A_move_leaves_nothing_behind()
    {
        Assert.Empty(_session.Run("Move-ZkNode /app /new/place -Parents"));
        Assert.Equal(["/new/place", "/new/place/a", "/new/place/a/x", "/new/place/b"], Paths("/new/place"));
        Assert.False(_session.One<bool>("Test-ZkNode /app"));
        Assert.StartsWith("RootProtected,", _session.Error("Move-ZkNode / /x").FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_subtree_goes_into_a_file_and_comes_back()
    {
        _session.Run("$export = Export-ZkNode /app ./app.jsonl");
        Assert.Equal((4L, 6L, "/app"), (_session.One<long>("$export.Nodes"), _session.One<long>("$export.DataLength"), _session.One<string>("$export.Path")));
        Assert.Equal(["/", "/a", "/a/x", "/b"], _session.All<string>("Get-Content ./app.jsonl | ConvertFrom-Json | Where-Object path | ForEach-Object path"));
        Assert.Equal("4 0 True", _session.One<string>("$import = $export | Import-ZkNode -Path /again; \"$($import.Created) $($import.Failed) $($import.IsAtomic)\""));
        Assert.Empty(_session.Run("Compare-ZkNode /app /again"));
        Assert.Empty(_session.Run("Compare-ZkNode -ReferenceFile ./app.jsonl -DifferencePath /again"));
        _session.Run("Remove-ZkNode /app -Recurse -Confirm:$false; Get-ChildItem *.jsonl | Import-ZkNode");
        Assert.Equal(4, Paths("/app").Length);
    }

    [Theory]
    [InlineData("Import-ZkNode /dev/zero")]
    [InlineData("Import-ZkNode ./pipe")]
    [InlineData("Import-ZkNode ./link")]
    [InlineData("Import-ZkNode ./empty")]
    [InlineData("Import-ZkNode .")]
    [InlineData("Import-ZkNode zk:/app")]
    [InlineData("Compare-ZkNode -ReferenceFile /dev/zero -DifferencePath /app")]
    [InlineData("Export-ZkNode /app zk:/app")]
    [InlineData("Connect-Zk 127.0.0.1:1 -Tls -CaPath /dev/zero -Timeout 1s")]
    [InlineData("Start-ZkServer -SecurePort 0 -Certificate /dev/zero")]
    [InlineData("Restore-ZkServerData /dev/zero ./new")]
    [InlineData("New-PSDrive p ZooKeeper 127.0.0.1:1 -Tls -CaPath /dev/zero -Timeout 1s")]
    public void What_is_no_file_is_refused_before_it_is_read(string command)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such devices.");
        _session.Run("mkfifo pipe; New-Item link -ItemType SymbolicLink -Value /dev/zero; New-Item empty");
        Assert.StartsWith("NotAFile,", _session.Error(command).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_in_a_folder_that_is_not_there_is_named_as_it_was_given()
    {
        var error = _session.Error("Export-ZkNode /app ./none/app.jsonl");
        Assert.StartsWith("FileNotFound,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("/none/app.jsonl'", error.Exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(".tmp", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_files_never_come_to_one_place()
    {
        _session.Run("Export-ZkNode /app/a a.jsonl; Export-ZkNode /app/b b.jsonl");
        Assert.StartsWith("PlaceTaken,", _session.Error("$null = Import-ZkNode a.jsonl, b.jsonl /into -Force").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("one", _session.One<string>("(Get-ZkNode /into).Text"));
    }

    [Fact]
    public void Each_of_several_nodes_has_a_file_of_its_own()
    {
        Assert.Equal(["a.jsonl", "b.jsonl"], _session.All<string>("Export-ZkNode '/app/*' . | ForEach-Object { Split-Path $_.FilePath -Leaf }"));
        var (output, errors) = _session.RunWithErrors("Export-ZkNode '/app/*' ./same.jsonl -Force");
        Assert.Single(output);
        Assert.StartsWith("FileExists,", Assert.Single(errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("/app/b", errors[0].TargetObject);
    }

    [Fact]
    public void An_import_over_what_exists_is_refused_resumed_or_forced()
    {
        _session.Run("$null = Export-ZkNode /app ./app.jsonl; Remove-ZkNode /app/a/x; Set-ZkNode /app/b other");
        Assert.StartsWith("DestinationExists,", _session.Error("Import-ZkNode ./app.jsonl").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("1 1 2 0", _session.One<string>("$r = Import-ZkNode ./app.jsonl -Force -WhatIf; \"$($r.Created) $($r.Overwritten) $($r.Unchanged) $($r.Failed)\""));
        var (output, errors) = _session.RunWithErrors("Import-ZkNode ./app.jsonl -Resume");
        Assert.Equal((1, 2, 1), ((int)output[0].Properties["Created"].Value, (int)output[0].Properties["Unchanged"].Value, (int)output[0].Properties["Failed"].Value));
        Assert.StartsWith("NodeDiffers,", Assert.Single(errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        _session.Run("Import-ZkNode ./app.jsonl -Force");
        Assert.Empty(_session.Run("Compare-ZkNode -ReferenceFile ./app.jsonl -DifferencePath /app"));
    }

    [Fact]
    public void Bad_lines_are_errors_with_their_numbers_and_nothing_is_written()
    {
        _session.Run("$null = Export-ZkNode /app ./app.jsonl; $lines = Get-Content ./app.jsonl; $lines[2] = '{\"path\":\"/../etc\"}'; $lines[4] = 'x'; Set-Content ./bad.jsonl $lines");
        var (output, errors) = _session.RunWithErrors("Import-ZkNode ./bad.jsonl /bad");
        Assert.Empty(output);
        Assert.Equal(2, errors.Count);
        Assert.StartsWith("Line 3 of", errors[0].ToString(), StringComparison.Ordinal);
        Assert.StartsWith("Line 5 of", errors[1].ToString(), StringComparison.Ordinal);
        Assert.All(errors, error => Assert.StartsWith("InvalidLine,", error.FullyQualifiedErrorId, StringComparison.Ordinal));
        Assert.False(_session.One<bool>("Test-ZkNode /bad"));
        Assert.StartsWith("FileDamaged,", _session.Error("Set-Content ./cut.jsonl (Get-Content ./app.jsonl | Select-Object -SkipLast 2); Import-ZkNode ./cut.jsonl /bad").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("UnknownFormat,", _session.Error("Set-Content ./x.csv 'Id,Name'; Import-ZkNode ./x.csv /bad").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("FileNotFound,", _session.Error("Import-ZkNode ./nosuch.jsonl").FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_comparison_is_as_Compare_Object_has_it()
    {
        _session.Run("Copy-ZkNode /app /other -Recurse; Set-ZkNode /other/a changed; Remove-ZkNode /other/b; New-ZkNode /other/c");
        Assert.Equal(["<= /a Data False", "=> /a Data False", "<= /b Existence True", "=> /c Existence True"], Compare(""));
        Assert.Equal(["== / None False", "<= /a Data False", "=> /a Data False", "== /a/x None False", "<= /b Existence True", "=> /c Existence True"], Compare("-IncludeEqual"));
        Assert.Equal(["== / None False", "== /a/x None False"], Compare("-ExcludeDifferent"));
        Assert.Equal(["<= /b Existence True", "=> /c Existence True"], Compare("-Property None"));
        Assert.Equal(["<= /app/a", "=> /other/a"], _session.All<string>("Compare-ZkNode /app /other -PassThru | Where-Object Name -eq a | ForEach-Object { \"$($_.SideIndicator) $_\" }"));
        Assert.Equal(4, _session.Run("Compare-ZkNode /app /other -IncludeEqual | Where-Object Differs -ne None").Count);
        _session.Run("Set-ZkAcl /other/a/x world:anyone:r");
        Assert.Contains("<= /a/x Acl False", Compare(""));
        Assert.Equal(2, _session.Run("Compare-ZkNode /app /other | Select-Object -First 2").Count);

        string[] Compare(string options) => _session.All<string>($"Compare-ZkNode /app /other {options} | ForEach-Object {{ \"$_ $($_.Differs) $($_.IsMissing)\" }}");
    }

    [Fact]
    public void Tables_fit_eighty_columns()
    {
        _session.Run("$null = Export-ZkNode /app ./app.jsonl");
        foreach (var command in (string[])["Copy-ZkNode /app /t1 -Recurse -PassThru", "Export-ZkNode /app ./e.jsonl", "Import-ZkNode ./app.jsonl /t2", "Compare-ZkNode /app /t1 -IncludeEqual", "Test-ZkServer"])
        {
            // Colours take no column, and whether there are any is one setting for the process.
            var lines = _session.All<string>($"{command} | Format-Table | Out-String -Width 80 -Stream | ForEach-Object {{ $_ -replace '\\e\\[[0-9;]*m' }}");
            Assert.All(lines, line => Assert.InRange(line.Length, 0, 80));
            Assert.True(lines.Length >= 4, command);
        }
    }

    [Fact]
    public void The_servers_of_a_session_or_a_connection_string_are_asked()
    {
        Assert.Equal("standalone True", _session.One<string>("$r = Test-ZkServer; \"$($r.Mode) $($r.IsHealthy)\""));
        Assert.True(_session.One<bool>("Get-ZkSession | Test-ZkServer -Quiet"));
        Assert.True(_session.One<bool>("Get-ZkServer | Test-ZkServer -Quiet"));
        Assert.Equal(["True", "False"], _session.All<string>("Test-ZkServer \"$((Get-ZkSession).ConnectionString),127.0.0.1:1\" | ForEach-Object { \"$($_.IsHealthy)\" }"));
        Assert.Contains("Check that the server runs", _session.One<string>("(Test-ZkServer 127.0.0.1:1).Problems[0]"), StringComparison.Ordinal);
        Assert.False(_session.One<bool>("Test-ZkServer 127.0.0.1:1 -Quiet"));
        Assert.StartsWith("InvalidConnectionString,", _session.Error("Test-ZkServer 'zk:x'").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("TlsMissing,", _session.Error("Test-ZkServer zk1 -CaPath ./ca.pem").FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    private string[] Paths(string top) => _session.All<string>($"Get-ZkNode {top} -Recurse | ForEach-Object Path");
}
