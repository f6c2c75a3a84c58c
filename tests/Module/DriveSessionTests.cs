namespace FlinkZk.Module.Tests;

/// <summary>Which session a drive works on: zk: on the runspace's default, others on their own.</summary>
public sealed class DriveSessionTests : IDisposable
{
    private readonly ModuleSession _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Connect_Zk_makes_the_drive_and_NoDrive_leaves_it_out()
    {
        _session.Run("$null = Connect-Zk -Embedded -NoDrive");
        Assert.Empty(_session.Run("Get-PSDrive | Where-Object Name -eq zk"));
        Assert.Equal("zk", _session.One<string>("$null = Connect-Zk -Embedded; (Get-PSDrive zk).Name"));
    }

    [Fact]
    public void The_drive_follows_the_default_session()
    {
        Assert.Equal(["one", "two", "two", "one"], _session.All<string>("""
            $one = Connect-Zk -Embedded; $null = New-Item zk:/x -Value one; Set-Location zk:/; Get-Content x
            $two = Connect-Zk -Embedded; $null = New-Item zk:/x -Value two; Get-Content x; Get-Content zk:/x
            Disconnect-Zk $two; Get-Content x
            """));
    }

    [Fact]
    public void With_the_last_session_the_drive_goes_and_the_location_is_the_file_systems()
    {
        using var shell = _session.Shell("Set-Location ([IO.Path]::GetTempPath()); $null = Connect-Zk -Embedded; Set-Location zk:/; Disconnect-Zk; (Get-Location).Provider.Name; @(Get-PSDrive | Where-Object Name -eq zk).Count");
        Assert.Equal(["FileSystem", "0"], shell.Invoke().Select(item => item.ToString()));
        Assert.Contains("zk:", Assert.Single(shell.Streams.Warning).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_function_or_a_module_that_connects_makes_the_drive_for_everybody()
    {
        Assert.Equal("v", _session.One<string>("function Connect-Mine { & { $null = Connect-Zk -Embedded } }; Connect-Mine; $null = New-Item zk:/x -Value v; & { Get-Content zk:/x }"));
        using var other = new ModuleSession();
        Assert.Equal("v", other.One<string>("$m = New-Module { function Connect-Mine { $null = Connect-Zk -Embedded } }; Connect-Mine; $null = New-Item zk:/x -Value v; Get-Content zk:/x"));
    }

    [Theory]
    [InlineData("function Use { {0} }; Use")]
    [InlineData("& { {0} }")]
    [InlineData("Lock-FlinkJob j { {0} }")]
    [InlineData("$m = New-Module { function Use($server) { {0} } }; Use $server")]
    public void A_drive_of_a_function_or_a_block_works_on_its_own_server(string around)
    {
        const string Use = """
            $null = New-PSDrive p ZooKeeper $server.ConnectionString
            "$(Test-Path p:/)"
            $null = New-Item p:/x/y -Force -Value secret
            (Get-ZkNode p:/x/y).Text; (Get-Item p:/x/y | Get-Content); (Get-PSDrive p).Session.Id -ne $one.Id
            Copy-Item p:/x/y zk:/copied
            """;
        var told = _session.Run("$one = Connect-Zk -Embedded; $server = Start-ZkServer; " + around.Replace("{0}", Use, StringComparison.Ordinal));
        Assert.Equal(["True", "secret", "secret", "True"], told.Select(item => item.ToString()));
        Assert.DoesNotContain(_session.All<string>("Get-ChildItem zk:/ -Name"), name => name.Contains(':', StringComparison.Ordinal));
        Assert.Equal("secret", _session.One<string>("Get-Content zk:/copied"));
    }

    [Theory]
    [InlineData("New-Item \"ZooKeeper::$server/x\" -Value secret")]
    [InlineData("Copy-Item zk:/a \"ZooKeeper::$server/x\"")]
    public void A_path_that_names_a_server_never_means_the_default_session(string command)
    {
        var error = _session.Error("$null = Connect-Zk -Embedded; $null = New-ZkNode /a; $server = '127.0.0.1:1'; " + command);
        Assert.StartsWith("NotConnected", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(["a", "zookeeper"], _session.All<string>("Get-ChildItem zk:/ -Name"));
    }

    [Fact]
    public void Where_the_session_is_over_the_drive_says_so_and_not_that_nothing_exists()
    {
        _session.Run("$one = Connect-Zk -Embedded; $null = New-ZkNode /x; $null = New-PSDrive p ZooKeeper $one.ConnectionString; Disconnect-Zk -Session (Get-PSDrive p).Session");
        var (output, errors) = _session.RunWithErrors("Test-Path p:/x");
        Assert.False((bool)Assert.Single(output).BaseObject);
        Assert.Contains("session", Assert.Single(errors).Exception.Message, StringComparison.Ordinal);
        Assert.Contains("session", _session.RunWithErrors("Get-ChildItem p:/").Errors[0].Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parallel_runspaces_have_drives_of_their_own()
    {
        Assert.Equal(["1 /n1", "2 /n2"], _session.All<string>("""
            1, 2 | ForEach-Object -Parallel {
                Import-Module $using:args[0]
                $null = Connect-Zk -Embedded
                $null = New-Item zk:/n$_
                "$_ $(Get-ChildItem zk:/n* | ForEach-Object { '/' + $_.Name })"
            } | Sort-Object
            """, Repository.Manifest));
    }

    [Fact]
    public void A_drive_of_ones_own_has_its_root_and_its_session_and_closes_it()
    {
        _session.Run("$s = Connect-Zk -Embedded; $null = New-Item zk:/app/a -Value v -Force; $null = New-PSDrive x ZooKeeper \"$($s.ConnectionString)/app\"");
        Assert.Equal(["v", "x:/a", "x:/", "v", "v", "new"], _session.All<string>("""
            Get-Content x:/a; (Get-ChildItem x:/).Path; Set-Location x:/; "$PWD"; Get-Content a; Get-ChildItem | Get-Content
            Set-Content new new; Get-Content zk:/app/new
            """));
        Assert.Equal("v", _session.One<string>("Get-Content -LiteralPath (Get-Item x:/a).PSPath"));
        Assert.True(_session.One<bool>("$own = (Get-PSDrive x).Session; $own.Id -ne $s.Id -and (Get-ZkSession).Count -eq 1"));
        Assert.Equal("Closed", _session.One("Set-Location zk:/; Remove-PSDrive x; $own.State").ToString());
    }

    [Fact]
    public void A_drive_of_ones_own_takes_an_identity_and_options()
    {
        _session.Run("""
            $s = Connect-Zk -Embedded
            $c = [pscredential]::new('alice', (ConvertTo-SecureString secret -AsPlainText -Force))
            $null = New-PSDrive -Name a -PSProvider ZooKeeper -Root "$($s.ConnectionString)/private" -Credential $c -CreateRoot -SessionTimeout 6s
            Set-Content a:/x mine
            """);
        Assert.Equal("digest:alice", _session.One<string>("(Get-PSDrive a).Session.Identity"));
        Assert.Equal(TimeSpan.FromSeconds(6), _session.One<TimeSpan>("(Get-PSDrive a).Session.SessionTimeout"));
        Assert.Equal("mine", _session.One<string>("Get-Content a:/x"));
        Assert.StartsWith("NoAuth,", _session.Error("Get-Content zk:/private/x").FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("New-PSDrive x ZooKeeper 127.0.0.1:1 -Timeout 100ms", "ConnectionFailed")]
    [InlineData("New-PSDrive x ZooKeeper 'no host'", "InvalidConnectionString")]
    [InlineData("New-PSDrive x ZooKeeper localhost -CaPath ca.pem", "TlsMissing")]
    public void A_drive_that_cannot_be_made_says_why(string command, string id) =>
        Assert.StartsWith(id + ",", _session.Error(command).FullyQualifiedErrorId, StringComparison.Ordinal);

    [Fact]
    public void The_runspace_closes_the_sessions_of_its_drives()
    {
        using var server = ModuleSession.Embedded();
        var connection = server.One<string>("(Get-ZkSession).ConnectionString");
        using (var other = new ModuleSession())
        {
            other.Run("$null = New-PSDrive x ZooKeeper $args[0]; $null = New-Item x:/e -ItemType Ephemeral", connection);
            Assert.True(server.One<bool>("Test-Path zk:/e"));
        }
        Assert.True(server.One<bool>("$until = (Get-Date).AddSeconds(5); while ((Test-Path zk:/e) -and (Get-Date) -lt $until) { }; -not (Test-Path zk:/e)"));
    }
}
