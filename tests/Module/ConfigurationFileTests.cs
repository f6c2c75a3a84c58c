namespace FlinkZk.Module.Tests;

/// <summary>A configuration in files, and in other places.</summary>
public sealed class ConfigurationFileTests : IDisposable
{
    private const string Some = "Set-ZkConfig @{ retries = 3 }; Set-ZkConfig orders ([ordered]@{ threshold = 100; price = 1.10; window = '5m'; text = '75'; yes = 'yes'; date = '2024-01-01'; colon = 'a: b #c'; none = $null; flag = $true; list = 1, 'a'; map = @{ a = 1 }; empty = ''; 'taskmanager.numberOfTaskSlots' = 4; umlaut = 'ü\\' });";
    private readonly ModuleSession _session = ModuleSession.Embedded();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("flinkzk-config-");

    public ConfigurationFileTests() => _session.Run("Set-Location $args[0]", _folder.FullName);

    public void Dispose()
    {
        _session.Dispose();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("orders.json")]
    [InlineData("orders.properties")]
    [InlineData("orders.yaml")]
    [InlineData("orders.yml")]
    public void A_job_that_is_exported_is_imported_as_it_was(string file)
    {
        _session.Run(Some);
        Assert.Equal(file, _session.One<FileInfo>("Export-ZkConfig orders $args[0]", file).Name);
        _session.Run("Import-ZkConfig $args[0] copy", file);
        Assert.Empty(_session.Run("Compare-ZkConfig orders copy"));
        // Nothing differs any more, so there is no other revision.
        Assert.Equal("3 3", _session.One<string>("$before = (Get-ZkConfigHistory -Newest 1).Revision; Import-ZkConfig $args[0] copy -Replace; \"$before $((Get-ZkConfigHistory -Newest 1).Revision)\"", file));
    }

    [Fact]
    public void All_that_is_configured_comes_back_on_another_ensemble_as_one_revision()
    {
        _session.Run(Some + "Set-ZkConfig billing @{ threshold = 1 }; $one = Get-ZkSession; Export-ZkConfig -FilePath all.json; $two = Connect-Zk -Embedded; Set-ZkConfig orders @{ old = 1; threshold = 7 }; Set-ZkConfig other @{ stays = 1 }; Import-ZkConfig all.json -Replace -Reason moved -Session $two");
        foreach (var job in new[] { "orders", "billing" })
            Assert.Empty(_session.Run($"Compare-ZkConfig {job} -Session $one -DifferenceSession $two"));
        Assert.Equal("3 moved 1", _session.One<string>("$h = Get-ZkConfigHistory -Newest 1; \"$($h.Revision) $($h.Reason) $((Get-ZkConfig other stays).Value)\""));
    }

    [Theory]
    [InlineData("orders.properties", "# of Flink\nstate.backend.type: rocksdb\nlimit=75\ntext=\"75\"\n", "limit=75:Number state.backend.type=rocksdb:String text=75:String")]
    [InlineData("orders.yaml", "# of Flink\nstate:\n  backend:\n    type: rocksdb\nlimit: 75\ntext: '75'\nsingle: True\nyes: yes\nnothing:\nlist:\n  - a\n  - b\nflow: [1, 2]\n", "flow=1 2:Array limit=75:Number list=a;b:String nothing=:Null single=True:Boolean state.backend.type=rocksdb:String text=75:String yes=yes:String")]
    [InlineData("orders.json", "{ \"limit\": 75, \"text\": \"75\" }", "limit=75:Number text=75:String")]
    public void Files_of_people_are_read(string file, string text, string values)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, file), text);
        _session.Run("Import-ZkConfig $args[0] orders", file);
        Assert.Equal(values, _session.One<string>("\"$(Get-ZkConfig orders | ForEach-Object { \"$($_.Key)=$($_.Value):$($_.Type)\" })\""));
    }

    [Fact]
    public void What_a_file_does_not_have_stays_unless_it_is_to_go()
    {
        _session.Run("Set-ZkConfig orders @{ a = 1; b = 2 }; Set-Content f.json '{ \"a\": 7 }'; Import-ZkConfig f.json orders");
        Assert.Equal("a=7 b=2", Values("orders"));
        Assert.Equal("3 orders/b: 2 -> (removed)", _session.One<string>("$r = Import-ZkConfig f.json orders -Replace -PassThru; \"$($r.Revision) $($r.Changes)\""));
        Assert.Equal("a=7", Values("orders"));
    }

    [Fact]
    public void WhatIf_shows_each_difference_and_changes_none()
    {
        _session.Run("Set-ZkConfig orders @{ a = 1; b = 2 }; Set-ZkConfig orders secret s3cret -Secret; Set-Content f.json '{ \"a\": 7, \"c\": null, \"secret\": \"new\" }'");
        var log = Path.Combine(_folder.FullName, "log");
        _session.Run("$null = Start-Transcript $args[0] -UseMinimalHeader; Import-ZkConfig f.json orders -Replace -WhatIf; Copy-ZkConfig orders canary -WhatIf; $null = Stop-Transcript", log);
        var seen = File.ReadAllText(log);
        Assert.Contains("orders: a 1 -> 7, orders: c (none) -> null", seen, StringComparison.Ordinal);
        Assert.Contains("orders: b 2 -> (none)", seen, StringComparison.Ordinal);
        Assert.Contains("canary: secret (none) -> ***", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", seen, StringComparison.Ordinal);
        Assert.Equal(2L, _session.One<long>("(Get-ZkConfigHistory -Newest 1).Revision"));
    }

    [Theory]
    [InlineData("f.json", "{ \"good\": 1, \"a/b\": 1, \"good\": 2 }", 2)]
    [InlineData("f.json", "{ \"good\": 1", 1)]
    [InlineData("f.json", "{ \"good\": 1, \"password\": \"***\" }", 1)]
    [InlineData("f.properties", "good=1\na/b=1\ngood=2", 2)]
    [InlineData("f.properties", "good=\\u12", 1)]
    [InlineData("f.yaml", "good: 1\n\tbad: 1", 1)]
    [InlineData("f.txt", "good=1", 1)]
    public void A_file_with_something_wrong_in_it_sets_nothing_and_neither_do_those_beside_it(string file, string text, int errors)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, file), text);
        File.WriteAllText(Path.Combine(_folder.FullName, "right.json"), "{ \"fine\": 1 }");
        var (_, found) = _session.RunWithErrors("[pscustomobject]@{ FilePath = $args[0]; Job = 'orders' }, [pscustomobject]@{ FilePath = 'right.json'; Job = 'billing' } | Import-ZkConfig 3>$null", file);
        Assert.Equal(errors, found.Count);
        Assert.All(found, error => Assert.StartsWith("Config", error.FullyQualifiedErrorId, StringComparison.Ordinal));
        Assert.Empty(_session.Run("Get-ZkConfigHistory"));
    }

    [Fact]
    public void Secrets_are_left_out_or_stay_secrets()
    {
        _session.Run("Set-ZkConfig orders password s3cret -Secret; Set-ZkConfig orders @{ a = 1 }; Export-ZkConfig orders without.json -WarningVariable told 3>$null; Export-ZkConfig orders with.properties -IncludeSecret");
        Assert.Contains("orders: password", _session.One<string>("\"$told\""), StringComparison.Ordinal);
        Assert.DoesNotContain("password", File.ReadAllText(Path.Combine(_folder.FullName, "without.json")), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_folder.FullName, "with.properties")));
        Assert.Equal("True s3cret", _session.One<string>("Import-ZkConfig with.properties copy; $v = Get-ZkConfig copy password; \"$($v.IsSecret) \" + $v.Value"));
        Assert.DoesNotContain("s3cret", _session.One<string>("Get-ZkConfigHistory | Out-String"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_past_revision_is_exported_and_what_holds_is_exported_with_defaults()
    {
        _session.Run("Set-ZkConfig @{ retries = 3 }; Set-ZkConfig orders @{ a = 1 }; Set-ZkConfig orders @{ a = 2 }; Export-ZkConfig orders past.properties -Revision 2; Export-ZkConfig orders all.properties -Effective; Export-ZkConfig -Default d.properties");
        Assert.Equal(["a=1\n", "a=2\nretries=3\n", "retries=3\n"], new[] { "past", "all", "d" }.Select(name => File.ReadAllText(Path.Combine(_folder.FullName, name + ".properties"))));
    }

    [Fact]
    public void A_folder_gets_a_file_for_each_job_and_nothing_is_overwritten_unasked()
    {
        _session.Run("Set-ZkConfig orders, billing @{ a = 1 }");
        Assert.Equal(["billing.json", "orders.json"], _session.All<FileInfo>("Get-ZkConfig | ForEach-Object Job | Export-ZkConfig -FilePath .").Select(file => file.Name));
        Assert.StartsWith("FileExists,", _session.Error("Export-ZkConfig orders .").FullyQualifiedErrorId, StringComparison.Ordinal);
        _session.Run("Export-ZkConfig orders . -Force");
    }

    [Theory]
    [InlineData("Export-ZkConfig none n.json", "JobNotFound,")]
    [InlineData("Export-ZkConfig -FilePath all.yaml", "ConfigFormatUnknown,")]
    [InlineData("Export-ZkConfig orders orders.txt", "ConfigFormatUnknown,")]
    [InlineData("Export-ZkConfig orders o.json -Revision 99", "RevisionNotFound,")]
    [InlineData("Import-ZkConfig none.json orders", "FileNotFound,")]
    [InlineData("Set-Content f.json '{}'; Import-ZkConfig f.json", "ConfigFileUnreadable,")]
    [InlineData("Copy-ZkConfig orders orders", "OneDestination,")]
    [InlineData("Copy-ZkConfig orders", "OneDestination,")]
    [InlineData("Copy-ZkConfig * new", "OneDestination,")]
    [InlineData("Copy-ZkConfig none new", "JobNotFound,")]
    [InlineData("Import-ZkConfig o.json orders -ExpectedRevision 99", "ConfigurationConflict,")]
    public void What_cannot_be_done_is_told(string script, string errorId)
    {
        _session.Run("Set-ZkConfig orders @{ a = 1 }; Set-ZkConfig billing @{ a = 1 }; Set-Content o.json '{ \"a\": 7 }'");
        Assert.StartsWith(errorId, _session.Error($"{script} 3>$null").FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_job_is_copied_with_its_secrets_and_promoted_without_them()
    {
        _session.Run("Set-ZkConfig @{ retries = 3 }; Set-ZkConfig orders @{ a = 1; b = 'x' }; Set-ZkConfig orders password test -Secret; Copy-ZkConfig orders canary");
        Assert.Equal("a=1 b=x password=test retries=3", Values("canary"));
        Assert.Equal("copied from orders at revision 3", _session.One<string>("(Get-ZkConfigHistory -Newest 1).Reason"));

        _session.Run("$one = Get-ZkSession; $two = Connect-Zk -Embedded; Set-ZkConfig orders @{ a = 0; old = 1 }; Set-ZkConfig orders password production -Secret; Copy-ZkConfig orders, canary -Session $one -DestinationSession $two -Replace -SkipSecret");
        Assert.Equal(3L, _session.One<long>("(Get-ZkConfigHistory -Newest 1).Revision"));
        Assert.Equal("a=1 b=x password=production", Values("orders"));
        Assert.Equal("a=1 b=x", Values("canary"));
        Assert.Equal("retries=3", _session.One<string>("Copy-ZkConfig -Default -Session $one -DestinationSession $two; \"$(Get-ZkConfig -Default | ForEach-Object { \"$($_.Key)=$($_.Value)\" })\""));
        Assert.Equal("a=1 b=y", _session.One<string>("Set-ZkConfig orders @{ a = 5; b = 'y' } -Session $one; Copy-ZkConfig orders canary -Key b -Replace -Session $one -DestinationSession $two; \"$(Get-ZkConfig canary -Session $two | Where-Object IsDefault -eq $false | ForEach-Object { \"$($_.Key)=$($_.Value)\" })\""));
    }

    [Fact]
    public void What_holds_says_where_it_comes_from_and_what_it_covers()
    {
        _session.Run("Set-ZkConfig @{ retries = 3; window = '5m' }; Set-ZkConfig orders @{ retries = 5; own = 1 }; Set-ZkConfig billing @{ own = 2 }");
        Assert.Equal(["own Job ", "retries JobOverDefault 3", "window Default "], _session.All<string>("Get-ZkConfig orders | ForEach-Object { \"$($_.Key) $($_.Source) $($_.CoveredDefault)\" }"));
        Assert.Equal(["/retries", "/window", "billing/own", "billing/retries", "billing/window", "orders/own", "orders/retries", "orders/window"], _session.All<string>("Get-ZkConfig -Effective | ForEach-Object { \"$($_.Job)/$($_.Key)\" }"));
    }

    [Fact]
    public void A_watch_gives_whole_revisions_with_what_changed()
    {
        Assert.Equal(["0  | ", "1 5 | limit = 5; password = *** | 2", "2 7 | limit = 7; password = *** | orders/limit: 5 -> 7"], _session.All<string>("""
            Watch-ZkConfig orders -Count 3 -Timeout 60s | ForEach-Object {
                "$($_.Revision) $($_['limit']) | $($_.Values.ToString())$(if ($_.Revision -eq 1) { " | $($_.Changes.Count)" } elseif ($_.Revision) { " | $($_.Changes)" })"
                switch ($_.Revision) { 0 { Set-Content w.json '{ "limit": 5, "password": { "$secret": "s3cret" } }'; Import-ZkConfig w.json orders } 1 { Set-ZkConfig orders @{ limit = 7 } } }
            }
            """));
    }

    [Theory]
    [InlineData("Watch-ZkConfig orders | Select-Object -First 1")]
    [InlineData("Watch-ZkConfig orders -Count 1")]
    [InlineData("Watch-ZkConfig -Default -Timeout 100ms | Out-Null; 1")]
    [InlineData("foreach ($once in 1) { Watch-ZkConfig orders | ForEach-Object { 1; break } }")]
    public async Task However_it_ends_no_watch_is_left(string script)
    {
        _session.Run(script);
        await Wait.UntilAsync(() => _session.One<int>("(Get-ZkServer).Watches") == 0, "A watch is left.");
    }

    private string Values(string job) => _session.One<string>($"\"$(Get-ZkConfig {job} -ErrorAction Ignore | ForEach-Object {{ \"$($_.Key)=\" + $_.Value }})\"");
}
