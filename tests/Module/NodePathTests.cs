using System.Management.Automation;

namespace FlinkZk.Module.Tests;

/// <summary>How a node is named: patterns, escapes, literal paths, and objects that stand for nodes.</summary>
public sealed class NodePathTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.Embedded();

    public NodePathTests() => _session.Run("$null = '/w/a', '/w/B', '/w/b', '/w/x[1]', '/w/x1', '/w/t`k', '/w/s*', '/v/a/leaf', '/v/b/leaf', '/v/c' | New-ZkNode -Parents -Value old");

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("/w/*", "/w/B /w/a /w/b /w/s* /w/t`k /w/x1 /w/x[1]")]
    [InlineData("/w/[ab]", "/w/a /w/b")]
    [InlineData("/w/?", "/w/B /w/a /w/b")]
    [InlineData("/v/*/leaf", "/v/a/leaf /v/b/leaf")]
    [InlineData("/[vw]/a*", "/v/a /w/a")]
    [InlineData("/w/x[1]", "/w/x1")]
    [InlineData("/w/x`[1`]", "/w/x[1]")]
    [InlineData("/w/x`[*", "/w/x[1]")]
    [InlineData("/w/s`*", "/w/s*")]
    [InlineData("/w/t`k", "/w/t`k")]
    [InlineData("/w/t``k", "/w/t`k")]
    [InlineData("/w/z*", "")]
    public void A_pattern_stands_for_names_of_one_level_and_minds_the_case(string pattern, string paths) =>
        Assert.Equal(paths, _session.One<string>("\"$(Get-ZkNode $args[0])\"", pattern));

    [Theory]
    [InlineData("Get-ZkNode -LiteralPath '/w/x[1]'")]
    [InlineData("Get-ZkNode -LiteralPath '/w/x[1]' | Get-ZkNode")]
    [InlineData("[pscustomobject]@{ LiteralPath = '/w/x[1]' } | Get-ZkNode")]
    [InlineData("$n = Get-ZkNode -LiteralPath '/w/x[1]'; Get-ZkNode $n")]
    [InlineData("Watch-ZkNode -LiteralPath '/w/x[1]' -Count 1 | Get-ZkNode")]
    [InlineData("Watch-ZkNode '/w/x`[1`]' -Count 1 | Get-ZkNode")]
    [InlineData("Get-ZkAcl -LiteralPath '/w/x[1]' | Get-ZkNode")]
    [InlineData("Set-ZkNode -LiteralPath '/w/x[1]' new -PassThru | Get-ZkNode")]
    [InlineData("Get-ZkNode /w/x* | Where-Object Name -ne x1 | Set-ZkNode -Value new -PassThru")]
    public void A_literal_path_and_an_object_name_a_node_as_it_is(string command) =>
        Assert.Equal("/w/x[1]", _session.One<string>($"\"$({command})\""));

    [Fact]
    public void A_literal_path_that_is_not_there_is_an_error_and_a_pattern_that_fits_nothing_is_none()
    {
        Assert.StartsWith("NoNode,", _session.Error("Get-ZkNode -LiteralPath /w/*").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("NoNode,", _session.Error("Get-ZkNode '/w/y`[1`]'").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(_session.Run("Get-ZkNode /w/none*; Remove-ZkNode /w/none*; Set-ZkNode /w/none* x"));
        var error = _session.Error("Get-ZkNode /none/*");
        Assert.StartsWith("NoNode,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("/none", error.TargetObject);
    }

    [Fact]
    public void A_pattern_that_is_not_complete_is_told_how_to_write_it()
    {
        var error = _session.Error("Get-ZkNode '/w/x[1'");
        Assert.StartsWith("InvalidWildcard,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.InvalidArgument, error.CategoryInfo.Category);
        Assert.Contains("-LiteralPath", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_cmdlet_of_nodes_takes_patterns()
    {
        Assert.Equal(["leaf", "leaf"], _session.All<string>("Get-ZkChildNode /v/* -Name"));
        Assert.Equal(["/v/a", "/v/a/leaf", "/v/b", "/v/b/leaf"], _session.All<string>("Get-ZkNode /v/[ab] -Recurse | ForEach-Object Path"));
        Assert.Equal([true, false, false], _session.All<bool>("Test-ZkNode /w/a*, /w/A*, /none/*"));
        Assert.Equal(["/v/a", "/v/b", "/v/c"], _session.All<string>("Get-ZkAcl /v/* | ForEach-Object Path"));
        _session.Run("Set-ZkAcl /v/[ab] world:anyone:cdrwa; Set-ZkNode /v/[ab] new; Remove-ZkNode /v/[ab] -Recurse");
        Assert.Equal(["c"], _session.All<string>("Get-ZkChildNode /v -Name"));
    }

    [Theory]
    [InlineData("(Get-ZkNode DRIVE/a).Text", "drive")]
    [InlineData("(Get-ZkNode 'DRIVE/[a]').Text", "drive")]
    [InlineData("(Get-ZkNode -LiteralPath DRIVE/a).Text", "drive")]
    [InlineData("(Get-ZkChildNode DRIVE/).Name", "a")]
    [InlineData("Test-ZkNode DRIVE/a, DRIVE/none", "True False")]
    [InlineData("(New-ZkNode DRIVE/new x).Path; Test-ZkNode /app/new", "/new True")]
    [InlineData("(New-ZkNode DRIVE/p/q x -Parents).Path; Test-ZkNode /app/p/q", "/p/q True")]
    [InlineData("(New-ZkNode 'DRIVE/`[x`]').Path", "/[x]")]
    [InlineData("Set-ZkNode DRIVE/a new; (Get-ZkNode /app/a).Text", "new")]
    [InlineData("'new' | Set-ZkNode DRIVE/a; (Get-ZkNode /app/a).Text", "new")]
    [InlineData("Remove-ZkNode DRIVE/a; Test-ZkNode /app/a, /a", "False True")]
    [InlineData("(Watch-ZkNode DRIVE/a -Count 1).Node.Text", "drive")]
    [InlineData("(Wait-ZkNode DRIVE/a -Value drive -Timeout 10s).Text", "drive")]
    [InlineData("(Get-ZkAcl DRIVE/a).Path", "/a")]
    [InlineData("Copy-ZkNode DRIVE/a DRIVE/copy; (Get-ZkNode /app/copy).Text", "drive")]
    [InlineData("Copy-ZkNode /a DRIVE/copy; (Get-ZkNode /app/copy).Text", "root")]
    [InlineData("Copy-ZkNode DRIVE/a /copy -DestinationSession (Get-ZkSession)[0]; (Get-ZkNode /copy).Text", "drive")]
    [InlineData("$null = New-ZkNode /app/in; Copy-ZkNode /a DRIVE/in/; (Get-ZkNode /app/in/a).Text", "root")]
    [InlineData("Move-ZkNode DRIVE/a DRIVE/moved; (Get-ZkNode /app/moved).Text; Test-ZkNode /app/a", "drive False")]
    [InlineData("$null = Export-ZkNode DRIVE/a $file; $null = Import-ZkNode $file DRIVE/back; (Get-ZkNode /app/back).Text", "drive")]
    [InlineData("(Compare-ZkNode /a DRIVE/a).Text", "root drive")]
    [InlineData("(Compare-ZkNode DRIVE/a /app/a).Text", "")]
    [InlineData("$job = Register-ZkNodeEvent DRIVE/a e; Set-ZkNode /app/a x; (Wait-Event e -Timeout 10).SourceArgs.Path; Unregister-Event e", "/a")]
    [InlineData("$null = Get-ChildItem DRIVE/ | New-ZkNode -Session $two; (Get-ZkNode /a -Session $two).Text", "drive")]
    public void A_path_with_a_drive_in_front_is_of_the_drives_session(string command, string said)
    {
        _session.Run("""
            $null = '/app' | New-ZkNode; $null = New-ZkNode /app/a drive; $null = New-ZkNode /a root; $file = Join-Path ([IO.Path]::GetTempPath()) "$([guid]::NewGuid()).jsonl"
            $null = New-PSDrive own ZooKeeper "$((Get-ZkSession).ConnectionString)/app"
            """);
        if (command.Contains("$two", StringComparison.Ordinal))
            _session.Run("$two = Connect-Zk -Embedded -NoDrive");
        try
        {
            Assert.Equal(said, _session.One<string>($"\"$({command.Replace("DRIVE", "own:", StringComparison.Ordinal)})\""));
        }
        finally
        {
            _session.Run("Remove-PSDrive own; Remove-Item $file -ErrorAction Ignore");
        }
    }

    [Fact]
    public void A_move_from_one_session_to_another_is_refused()
    {
        _session.Run("$null = New-ZkNode /app; $null = New-PSDrive own ZooKeeper \"$((Get-ZkSession).ConnectionString)/app\"");
        Assert.StartsWith("DifferentSessions,", _session.Error("Move-ZkNode /w own:/w").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("DifferentSessions,", _session.Error("Move-Item zk:/w own:/w").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.True(_session.One<bool>("Test-ZkNode /w/a"));
    }

    [Fact]
    public void A_new_node_is_named_as_it_is() =>
        Assert.Equal("/w/n[1]*", _session.One<string>("(New-ZkNode '/w/n[1]*').Path"));

    [Fact]
    public void A_watch_is_of_one_node()
    {
        var error = _session.Error("Watch-ZkNode /w/* -Timeout 20ms");
        Assert.StartsWith("WildcardNotAllowed,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("/w/*", error.TargetObject);
    }

    [Fact]
    public void Completion_writes_what_the_parameter_reads()
    {
        Assert.Equal(["/w/x1", "'/w/x`[1`]'"], _session.Complete("Get-ZkNode /w/x"));
        Assert.Equal(["'/w/x`[1`]'"], _session.Complete("Get-ZkNode '/w/x`["));
        Assert.Equal(["'/w/t``k'"], _session.Complete("Remove-ZkNode /w/t"));
        Assert.Equal(["/w/x1", "'/w/x[1]'"], _session.Complete("Get-ZkNode -LiteralPath /w/x"));
        Assert.Equal(["/w/x1", "'/w/x[1]'"], _session.Complete("New-ZkNode /w/x"));
        Assert.Equal(["/v/a/leaf", "/v/b/leaf"], _session.Complete("Get-ZkNode /v/*/l"));
        foreach (var completed in _session.Complete("Get-ZkNode /w/"))
            Assert.Single(_session.Run($"Get-ZkNode {completed}"));
    }
}
