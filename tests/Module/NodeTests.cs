using System.Management.Automation;

namespace FlinkZk.Module.Tests;

/// <summary>Nodes at the prompt: pipelines, versions, errors that say what to do.</summary>
public sealed class NodeTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.Embedded();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Text_goes_in_as_UTF8_and_comes_out_as_text()
    {
        _session.Run("New-ZkNode /a 'Grüße'");
        Assert.Equal("Grüße", _session.One<string>("(Get-ZkNode /a).Text"));
        Assert.Equal("71,114,195,188,195,159,101", _session.One<string>("(Get-ZkNode /a).Data -join ','"));
    }

    [Fact]
    public void Bytes_that_are_no_text_stay_bytes()
    {
        _session.Run("New-ZkNode /a ([byte[]](255, 0))");
        Assert.True(_session.One<bool>("$n = Get-ZkNode /a; $null -eq $n.Text -and $n.DataLength -eq 2"));
    }

    [Fact]
    public void A_bare_number_is_stored_as_it_is_written() =>
        Assert.Equal("007", _session.One<string>("$null = New-ZkNode /a 007; (Get-ZkNode /a).Text"));

    [Fact]
    public void Something_else_than_text_and_bytes_is_refused_with_the_way_out() =>
        Assert.Contains("ConvertTo-Json", _session.Error("New-ZkNode /a @{ x = 1 }").ErrorDetails.RecommendedAction, StringComparison.Ordinal);

    [Theory]
    [InlineData("New-ZkNode /num 1; Set-ZkNode /num ((Get-ZkNode /num).Data + 1)", ".Text + 1")]
    [InlineData("New-ZkNode /file ([IO.FileInfo]'/etc/x y')", "(Get-Content '/etc/x y' -Raw)")]
    public void What_is_no_content_is_refused_with_the_expression_that_was_meant(string script, string advice) =>
        Assert.Contains(advice, _session.Error(script).ErrorDetails.RecommendedAction, StringComparison.Ordinal);

    [Theory]
    [InlineData("Get-ZkNode /nope", "getData of '/nope' failed: the node does not exist")]
    [InlineData("Remove-ZkNode /nope", "the node does not exist")]
    [InlineData("New-ZkNode /nope/a/b", "create of '/nope/a/b' failed: its parent '/nope/a' does not exist")]
    public void A_node_that_is_missing_is_named_and_of_a_new_one_the_parent(string script, string text) =>
        Assert.Contains(text, _session.Error(script).ToString(), StringComparison.Ordinal);

    [Fact]
    public void All_that_lies_below_is_listed_as_by_Get_ChildItem()
    {
        _session.Run("'/a/b/c', '/a/d' | New-ZkNode -Parents");
        Assert.Equal(["/a/b", "/a/b/c", "/a/d"], _session.All<string>("(Get-ZkChildNode /a -Recurse).Path"));
        Assert.Equal(["b", "b/c", "d"], _session.All<string>("Get-ZkChildNode /a -Recurse -Name"));
        Assert.Contains("a/b/c", _session.All<string>("Get-ZkChildNode / -Recurse -Name"));
    }

    [Fact]
    public void What_the_table_is_headed_with_is_the_property_to_filter_by()
    {
        _session.Run("New-ZkNode /a 100; New-ZkNode /b 101");
        Assert.Contains("Text", _session.One<string>("Get-ZkNode /a | Out-String -Width 79"), StringComparison.Ordinal);
        Assert.Equal("/a", _session.One<string>("(Get-ZkNode / -Recurse | Where-Object Text -eq 100).Path"));
        Assert.Contains("Text", _session.One<string>("Watch-ZkNode /a -Count 1 | Out-String -Width 79"), StringComparison.Ordinal);
        Assert.Equal("100", _session.One<string>("(Watch-ZkNode /a -Count 1 | ConvertTo-Csv | ConvertFrom-Csv).Text"));
    }

    [Fact]
    public void The_names_that_one_tries_first_are_taken()
    {
        Assert.Equal("/t", _session.One<string>("(New-ZkNode /t -Ttl 1h).Path"));
        Assert.Empty(_session.Run("Wait-ZkNode /none -Deleted -Timeout 5s"));
        Assert.NotEmpty(_session.Run("@{ t = 1; v = 2 } | Start-FlinkStream -Time t -Gap 1m -Aggregate @{ n = 'count' }"));
    }

    [Fact]
    public void Parents_are_created_on_demand_only()
    {
        Assert.StartsWith("NoNode,", _session.Error("New-ZkNode /a/b/c").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("/a/b/c", _session.One<string>("(New-ZkNode /a/b/c -Parents).Path"));
    }

    [Fact]
    public void Sequential_names_are_numbered() =>
        Assert.Equal(["/q-0000000000", "/q-0000000001"], _session.All<string>("1..2 | ForEach-Object { (New-ZkNode /q- -Sequential).Path }"));

    [Fact]
    public void Ephemeral_nodes_know_their_owner_and_go_with_their_session()
    {
        Assert.True(_session.One<bool>("""
            $first = Get-ZkSession; $second = Connect-Zk $first.ConnectionString
            $node = New-ZkNode /e -Ephemeral
            $node.Kind -eq 'Ephemeral' -and $node.Owner -eq $second.SessionId
            """));
        Assert.False(_session.One<bool>("Disconnect-Zk $second; Test-ZkNode /e"));
    }

    [Fact]
    public void Nodes_come_recursively_with_each_before_its_children_down_to_a_depth()
    {
        _session.Run("'/t/a/x', '/t/b' | New-ZkNode -Parents");
        Assert.Equal(["/t", "/t/a", "/t/a/x", "/t/b"], _session.All<string>("Get-ZkNode /t -Recurse | ForEach-Object Path"));
        Assert.Equal(["/t", "/t/a", "/t/b"], _session.All<string>("Get-ZkNode /t -Recurse -Depth 1 | ForEach-Object Path"));
        Assert.Equal(["a", "b"], _session.All<string>("Get-ZkChildNode /t -Name"));
    }

    [Fact]
    public void Nodes_flow_from_cmdlet_to_cmdlet_and_bring_their_session_along()
    {
        _session.Run("'/t/a', '/t/b' | New-ZkNode -Parents");
        Assert.Empty(_session.Run("$s = Get-ZkSession; Connect-Zk -Embedded | Out-Null; Get-ZkChildNode /t -Session $s | Remove-ZkNode"));
        Assert.Empty(_session.Run("Get-ZkChildNode /t -Session $s"));
    }

    [Fact]
    public void A_change_needs_the_expected_version()
    {
        _session.Run("New-ZkNode /a one; Set-ZkNode /a two -ExpectedVersion 0");
        var error = _session.Error("Set-ZkNode /a three -ExpectedVersion 0");
        Assert.Equal("BadVersion,FlinkZk.Commands.SetZkNodeCommand", error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.InvalidOperation, error.CategoryInfo.Category);
        Assert.StartsWith("BadVersion,", _session.Error("Remove-ZkNode /a -ExpectedVersion 0").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("two", _session.One<string>("(Get-ZkNode /a).Text"));
    }

    [Fact]
    public void An_error_is_about_one_object_and_the_next_one_follows()
    {
        _session.Run("New-ZkNode /b b");
        var (output, errors) = _session.RunWithErrors("Get-ZkNode /a, /b, /c");
        Assert.Equal("/b", Assert.Single(output).Properties["Path"].Value);
        Assert.Equal(["/a", "/c"], errors.Select(error => error.TargetObject));
        Assert.All(errors, error => Assert.Equal(ErrorCategory.ObjectNotFound, error.CategoryInfo.Category));
        Assert.All(errors, error => Assert.NotEmpty(error.ErrorDetails.RecommendedAction));
    }

    [Fact]
    public void A_node_with_children_goes_only_with_Recurse()
    {
        _session.Run("New-ZkNode /t/a/b -Parents");
        Assert.StartsWith("NotEmpty,", _session.Error("Remove-ZkNode /t").FullyQualifiedErrorId, StringComparison.Ordinal);
        _session.Run("Remove-ZkNode /t -Recurse");
        Assert.False(_session.One<bool>("Test-ZkNode /t"));
    }

    [Theory]
    [InlineData("Remove-ZkNode / -Recurse", "RootProtected")]
    [InlineData("Remove-ZkNode / -Recurse -Confirm:$false", "RootProtected")]
    [InlineData("Remove-ZkNode /", "RootProtected")]
    [InlineData("Remove-ZkNode /zookeeper -Recurse", "NodeProtected")]
    [InlineData("Remove-ZkNode /zookeeper* -Recurse", "NodeProtected")]
    [InlineData("Remove-ZkNode /zookeeper/quota", "NodeProtected")]
    [InlineData("Move-ZkNode / /x", "RootProtected")]
    [InlineData("Move-ZkNode /zookeeper /x", "NodeProtected")]
    public void The_root_and_the_servers_own_nodes_are_neither_deleted_nor_moved(string command, string id)
    {
        _session.Run("New-ZkNode /a/b -Parents");
        var error = _session.Error(command);
        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.PermissionDenied, error.CategoryInfo.Category);
        Assert.True(_session.One<bool>("Test-ZkNode /a/b"));
    }

    [Fact]
    public void A_node_that_may_not_be_read_is_an_error_and_its_siblings_come()
    {
        _session.Run("$null = '/t/a', '/t/b/x', '/t/c' | New-ZkNode -Parents; Set-ZkAcl /t/b world:anyone:ca");
        foreach (var command in new[] { "Get-ZkChildNode /t", "Get-ZkNode /t -Recurse", "Get-ZkNode /t/*" })
        {
            var (output, errors) = _session.RunWithErrors(command);
            Assert.Equal(["/t/a", "/t/c"], output.Select(node => node.ToString()).Where(path => path != "/t"));
            var error = Assert.Single(errors);
            Assert.StartsWith("NoAuth,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.Equal("/t/b", error.TargetObject);
        }
        Assert.Equal("/t/b", Assert.Single(_session.RunWithErrors("Get-ZkNode /t/*/*").Errors).TargetObject);
    }

    [Fact]
    public void A_node_that_may_not_be_deleted_is_an_error_and_all_else_goes()
    {
        _session.Run("$null = '/t/a/x', '/t/b/x', '/t/c/x' | New-ZkNode -Parents; Set-ZkAcl /t/b world:anyone:cra");
        var error = _session.Error("Remove-ZkNode /t -Recurse");
        Assert.StartsWith("NoAuth,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("/t/b/x", error.TargetObject);
        Assert.Equal(["/t", "/t/b", "/t/b/x"], _session.All<string>("Get-ZkNode /t -Recurse | ForEach-Object Path"));
    }

    [Theory]
    [InlineData("New-ZkNode /new", "/new", false)]
    [InlineData("Remove-ZkNode /old", "/old", true)]
    [InlineData("Remove-ZkNode /old -Recurse", "/old", true)]
    [InlineData("Set-ZkNode /old changed", "/old", true)]
    public void WhatIf_changes_nothing(string command, string path, bool exists)
    {
        _session.Run("New-ZkNode /old old");
        Assert.Empty(_session.Run(command + " -WhatIf"));
        Assert.Equal(exists, _session.One<bool>($"Test-ZkNode {path}"));
        Assert.Equal("old", _session.One<string>("(Get-ZkNode /old).Text"));
    }

    [Fact]
    public void A_path_that_is_none_is_told_what_a_path_is()
    {
        var error = _session.Error("Get-ZkNode nopath");
        Assert.Equal(ErrorCategory.InvalidArgument, error.CategoryInfo.Category);
        Assert.Contains("does not begin with '/'", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Parameter", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("/nopath", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        _session.Run("New-ZkNode /here");
        Assert.Contains("zk:/here/limits", _session.Error("Set-Location zk:/here; try { Get-ZkNode limits } finally { Set-Location / }").ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void Paths_complete_one_level_at_a_time()
    {
        _session.Run("'/app/one', '/app/two', '/app/it''s' | New-ZkNode -Parents");
        Assert.Equal(["/app", "/zookeeper"], _session.Complete("Get-ZkNode /"));
        Assert.Equal(["/app/one"], _session.Complete("Get-ZkNode /app/o"));
        Assert.Equal(["'/app/it''s'"], _session.Complete("Get-ZkNode /app/i"));
    }

    [Fact]
    public void Completion_without_a_session_offers_nothing_and_is_silent()
    {
        _session.Run("Get-ZkSession | Disconnect-Zk");
        Assert.DoesNotContain("/zookeeper", _session.Complete("Get-ZkNode /z"));
    }
}
