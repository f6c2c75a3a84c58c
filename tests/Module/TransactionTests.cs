namespace FlinkZk.Module.Tests;

/// <summary>Invoke-ZkTransaction: all of a block or nothing.</summary>
public sealed class TransactionTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.Embedded();

    public TransactionTests() => _session.Run("$null = New-ZkNode /a old");

    public void Dispose() => _session.Dispose();

    [Fact]
    public void What_the_block_wants_is_done_together_and_told_one_by_one()
    {
        var told = _session.All<string>("""
            Invoke-ZkTransaction { Test-ZkNode /a -ExpectedVersion 0; '/b', '/b/c' | New-ZkNode -Value x; Set-ZkNode /a new -PassThru; New-ZkNode /s- -Sequential; Remove-ZkNode /b/c; 'said' } |
                ForEach-Object { if ($_ -is [string]) { $_ } else { "$($_.Index) $_ $($_.Version)" } }
            """);
        Assert.Equal(["said", "0 Test /a ", "1 Create /b 0", "2 Create /b/c 0", "3 Set /a 1", "4 Create /s-0000000002 0", "5 Remove /b/c "], told);
        Assert.Equal("new x", _session.One<string>("\"$((Get-ZkNode /a, /b).Text)\""));
        Assert.Equal(1, _session.One<int>("@('/a', '/b', '/s-0000000002' | Get-ZkNode | ForEach-Object Mzxid | Sort-Object -Unique).Count"));
    }

    [Fact]
    public void What_is_done_on_a_drive_waits_with_it()
    {
        var told = _session.All<string>("""
            $null = New-ZkNode /old x
            Invoke-ZkTransaction { New-Item zk:/b -Value 1; Set-Content zk:/b 2; Set-Item zk:/a new; Set-Content zk:/c 3; Clear-Content zk:/old; Remove-Item zk:/old; if (Test-Path zk:/c) { throw 'too early' } } | ForEach-Object { "$_" }
            """);
        Assert.Equal(["Create /b", "Set /b", "Set /a", "Create /c", "Set /old", "Remove /old"], told);
        Assert.Equal("new 2 3", _session.One<string>("\"$(Get-Content zk:/a, zk:/b, zk:/c)\""));
        Assert.False(_session.One<bool>("Test-Path zk:/old"));
    }

    [Fact]
    public void Reading_in_the_block_sees_what_was_there_before() =>
        Assert.Equal(["old", "False"], _session.All<string>("Invoke-ZkTransaction { $null = Set-ZkNode /a new; New-ZkNode /b; (Get-ZkNode /a).Text; \"$(Test-ZkNode /b)\" } | Where-Object { $_ -is [string] }"));

    [Theory]
    [InlineData("New-ZkNode /b; Remove-ZkNode /none", "NoNode", "/none", "Operation 2 of 2 of a transaction failed, nothing was changed: delete of '/none' failed: ")]
    [InlineData("Set-ZkNode /a new -ExpectedVersion 7; New-ZkNode /b", "BadVersion", "/a", "Operation 1 of 2 of a transaction failed, nothing was changed: setData of '/a' failed: ")]
    [InlineData("New-ZkNode /b; Test-ZkNode /a -ExpectedVersion 7; Set-ZkNode /a new", "BadVersion", "/a", "Operation 2 of 3 of a transaction failed, nothing was changed: check of '/a' failed: ")]
    [InlineData("New-ZkNode /b; New-ZkNode /a", "NodeExists", "/a", "Operation 2 of 2 of a transaction failed, nothing was changed: create of '/a' failed: ")]
    public void Where_one_fails_nothing_is_done_and_it_is_named(string block, string id, string target, string message)
    {
        var error = _session.Error($"Invoke-ZkTransaction {{ {block} }}");
        Assert.Equal($"{id},FlinkZk.Commands.InvokeZkTransactionCommand", error.FullyQualifiedErrorId);
        Assert.Equal(target, error.TargetObject);
        Assert.StartsWith(message, error.Exception.Message, StringComparison.Ordinal);
        AssertNothingDone();
    }

    [Theory]
    [InlineData("New-ZkNode /b; throw 'no'")]
    [InlineData("New-ZkNode /b; Get-ZkNode /none")]
    [InlineData("New-ZkNode /b; Get-Item /nonexistent")]
    [InlineData("New-ZkNode /b; Set-ZkNode nopath x")]
    [InlineData("New-ZkNode /b; Set-ZkNode /a @{ x = 1 }")]
    [InlineData("New-ZkNode /b; Write-Error no")]
    [InlineData("New-Item zk:/b; throw 'no'")]
    [InlineData("Set-Content zk:/b x; Set-Content zk:/a x; throw 'no'")]
    [InlineData("New-Item zk:/b -Force")]
    [InlineData("New-Item zk:/b -ItemType Directory")]
    [InlineData("New-Item zk:/b; Add-Content zk:/a x")]
    [InlineData("New-Item zk:/b; Copy-Item zk:/a zk:/c")]
    [InlineData("New-Item zk:/b; Move-Item zk:/a zk:/c")]
    [InlineData("New-Item zk:/b; Rename-Item zk:/a c")]
    [InlineData("New-Item zk:/b; Remove-Item zk:/a -Recurse")]
    [InlineData("New-Item zk:/b; Copy-ZkNode /a /c -Session $first")]
    [InlineData("New-ZkNode /b/c -Parents")]
    [InlineData("Remove-ZkNode /a -Recurse")]
    [InlineData("New-ZkNode /b; Set-ZkAcl /a world:anyone:r")]
    [InlineData("New-ZkNode /b; Get-ZkNode /a | Set-ZkAcl -Acl world:anyone:r")]
    [InlineData("New-ZkNode /b; Set-ZkConfig x 1 -Job j")]
    [InlineData("New-ZkNode /b; Invoke-ZkTransaction { New-ZkNode /c }")]
    [InlineData("New-ZkNode /b; New-ZkNode /c -Session $other")]
    [InlineData("New-ZkNode /b; Get-ZkNode /a -Session $other | Set-ZkNode -Value x")]
    [InlineData("New-ZkNode /b; New-ZkNode /c ([byte[]]::new(1MB))")]
    public void An_error_in_the_block_sends_nothing(string block)
    {
        _session.Run("$first = Get-ZkSession; $other = Connect-Zk $first.ConnectionString");
        var (_, errors) = _session.RunWithErrors($"Invoke-ZkTransaction -Session $first {{ {block} }}; New-ZkNode /after");
        Assert.Single(errors);
        AssertNothingDone();
        Assert.True(_session.One<bool>("$ErrorActionPreference -eq 'Continue'"));
        Assert.Empty(_session.Run("Invoke-ZkTransaction { }"));
    }

    [Theory]
    [InlineData("New-ZkNode /b; Set-ZkNode nopath x -ErrorAction Continue")]
    [InlineData("New-ZkNode /b; Set-ZkNode nopath x -ErrorAction SilentlyContinue; New-ZkNode /c")]
    [InlineData("New-ZkNode /b; New-Item zk:/c -Force -ErrorAction SilentlyContinue")]
    [InlineData("New-ZkNode /b; Copy-ZkNode /a /c -ErrorAction Ignore")]
    [InlineData("New-ZkNode /b; Invoke-ZkTransaction { New-ZkNode /c } -ErrorAction Ignore")]
    [InlineData("OfModule")]
    public void An_error_of_what_takes_part_sends_nothing_whatever_its_ErrorAction_says(string block)
    {
        _session.Run("$null = New-Module { function OfModule { New-ZkNode /b; New-ZkNode nopath } } | Import-Module");
        var errors = _session.RunWithErrors($"& {{ Invoke-ZkTransaction {{ {block} }} }}").Errors;
        Assert.StartsWith("TransactionIncomplete", errors[^1].FullyQualifiedErrorId, StringComparison.Ordinal);
        AssertNothingDone();
    }

    [Fact]
    public void What_a_block_of_a_module_reads_in_vain_ends_it()
    {
        Assert.Single(_session.RunWithErrors("$null = New-Module { function Begin { Invoke-ZkTransaction { New-ZkNode /b; Write-Error no } } } | Import-Module; Begin").Errors);
        Assert.Single(_session.RunWithErrors("$m = New-Module { $block = { New-ZkNode /b; Write-Error no }; Export-ModuleMember -Variable block }; Invoke-ZkTransaction $m.ExportedVariables.block.Value").Errors);
        AssertNothingDone();
    }

    [Fact]
    public void What_is_not_there_to_be_read_may_be_asked_for() =>
        Assert.Equal("Create /b", _session.One<string>("\"$(Invoke-ZkTransaction { Get-ZkNode /none -ErrorAction Ignore; Get-Item zk:/none -ErrorAction Ignore; New-ZkNode /b })\""));

    [Theory]
    [InlineData("'w', 'x' | ForEach-Object { Invoke-ZkTransaction { New-ZkNode \"/b$_\" } }", "bw bx")]
    [InlineData("switch ('w') { w { Invoke-ZkTransaction { New-ZkNode \"/b$_\" } } }", "bw")]
    [InlineData("function Each { process { Invoke-ZkTransaction { New-ZkNode \"/b$_\" } } }; 'w', 'x' | Each", "bw bx")]
    [InlineData("$null = New-Module { function Through($block) { Invoke-ZkTransaction $block } } | Import-Module; 'w' | ForEach-Object { Through { New-ZkNode \"/b$_\" } }", "bw")]
    public void The_callers_underscore_is_that_of_the_block(string script, string made)
    {
        _session.Run(script);
        Assert.Equal(made, _session.One<string>("\"$(Get-ZkChildNode / | Where-Object Name -like 'b*' | ForEach-Object Name)\""));
    }

    [Fact]
    public void WhatIf_says_it_and_sends_nothing()
    {
        Assert.Empty(_session.Run("Invoke-ZkTransaction { New-ZkNode /b; Set-ZkNode /a new } -WhatIf"));
        AssertNothingDone();
    }

    private void AssertNothingDone()
    {
        Assert.False(_session.One<bool>("Test-ZkNode /b"));
        Assert.Equal("old 0 0", _session.One<string>("$n = Get-ZkNode /a; \"$($n.Text) $($n.Version) $($n.AclVersion)\""));
    }

    [Theory]
    [InlineData("[pscustomobject]@{ Path = '/u1' }, [pscustomobject]@{ Path = $null }, [pscustomobject]@{ Path = '/u3' } | New-ZkNode -ErrorAction SilentlyContinue")]
    [InlineData("try { '/u1', $null, '/u3' | New-ZkNode -ErrorAction Stop } catch { }")]
    public void What_names_no_node_keeps_all_the_others_from_being_sent(string block)
    {
        var error = _session.Error($"Invoke-ZkTransaction {{ {block} }}");
        Assert.StartsWith("TransactionIncomplete,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.False(_session.One<bool>("Test-ZkNode /u1"));
    }

    [Fact]
    public void A_question_in_the_block_may_be_answered_with_an_error() =>
        Assert.Single(_session.Run("Invoke-ZkTransaction { Get-Item /no-such-file -ErrorAction SilentlyContinue; New-ZkNode /asked }"));
}
