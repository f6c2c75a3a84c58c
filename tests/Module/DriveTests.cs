using System.Management.Automation;

namespace FlinkZk.Module.Tests;

/// <summary>The drive zk: at the prompt: items, content, wildcards, errors, and what pipes into what.</summary>
public sealed class DriveTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.Embedded();

    public DriveTests() => _session.Run("Set-Location ([IO.Path]::GetTempPath()); $null = New-Item zk:/app/limits/max -Value 100 -Force");

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Items_are_nodes_with_a_path_that_works_at_every_prompt()
    {
        var item = _session.One("Get-Item zk:/app/limits/max");
        Assert.Equal("FlinkZk.ZkNode", item.BaseObject.GetType().FullName);
        Assert.Equal("100", item.Properties["Text"].Value);
        Assert.Equal("zk:/app/limits/max", item.Properties["Path"].Value);
        Assert.Equal(@"FlinkZk\ZooKeeper::app/limits/max", item.Properties["PSPath"].Value);
        Assert.Equal("max", item.Properties["PSChildName"].Value);
        Assert.True(_session.One<bool>("(Get-Item zk:/app).PSIsContainer"));
    }

    [Theory]
    [InlineData("zk:/app/limits/max")]
    [InlineData("zk:app/limits/max")]
    [InlineData(@"zk:\app\limits\max")]
    [InlineData("zk:/app/../app/./limits/max")]
    [InlineData(@"FlinkZk\ZooKeeper::/app/limits/max")]
    [InlineData("ZooKeeper::app/limits/max")]
    [InlineData("ZK:/app/limits/max/")]
    public void A_node_has_many_spellings(string path) => Assert.Equal("100", _session.One<string>("Get-Content $args[0]", path));

    [Fact]
    public void The_location_moves_as_in_folders()
    {
        Assert.Equal(["zk:/app", "100", "zk:/app/limits", "100", "zk:/app", "zk:/", "zk:/"], _session.All<string>("""
            Set-Location zk:/app; "$PWD"; Get-Content limits/max
            Set-Location ./limits; "$PWD"; Get-Content ../../app/limits/max
            Set-Location ..; "$PWD"; Set-Location ..; "$PWD"; Set-Location ..; "$PWD"
            """));
        Assert.StartsWith("PathNotFound,", _session.Error("Set-Location zk:/nosuch").FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Get-ChildItem zk:/c/f*", "foo")]
    [InlineData("Get-ChildItem zk:/c/F*", "Foo")]
    [InlineData("Get-ChildItem zk:/c -Filter f*", "foo")]
    [InlineData("Get-ChildItem zk:/c -Filter *o", "Foo foo")]
    [InlineData("Get-ChildItem zk:/c/* -Filter f*", "foo")]
    [InlineData("Get-ChildItem zk:/c/*o -Filter F*", "Foo")]
    [InlineData("Get-ChildItem zk:/c -Recurse -Include F*", "Foo")]
    [InlineData("Get-ChildItem zk:/C*/foo", "")]
    [InlineData("Get-ChildItem zk:/?/[F]oo", "Foo")]
    [InlineData("Get-Item zk:/c/foo", "foo")]
    public void Wildcards_tell_upper_and_lower_case_apart(string command, string names)
    {
        _session.Run("$null = New-Item zk:/c/foo, zk:/c/Foo -Force");
        Assert.Equal(names, string.Join(' ', _session.All<string>($"{command} | ForEach-Object Name")));
    }

    [Fact]
    public void Names_that_look_like_wildcards_or_drives_or_are_not_ASCII_are_names()
    {
        _session.Run("""$null = New-Item zk:/odd -ItemType Directory; foreach ($n in 'a[1]', 'a1', 'mit Blank', 'Grüße', 'x:y', '*', 'q?', '`tick') { $null = New-Item zk:/odd -Name $n -Value $n }""");
        Assert.Equal(["*", "Grüße", "`tick", "a1", "a[1]", "mit Blank", "q?", "x:y"], _session.All<string>("Get-ChildItem zk:/odd -Name"));
        Assert.Equal(["*", "Grüße", "`tick", "a1", "a[1]", "mit Blank", "q?", "x:y"], _session.All<string>("Get-ChildItem zk:/odd | Get-Content"));
        Assert.Equal("a[1]", _session.One<string>("Get-Content -LiteralPath 'zk:/odd/a[1]'"));
        Assert.Equal("a[1]", _session.One<string>("Get-Content 'zk:/odd/a`[1`]'"));
        Assert.Equal("a1", _session.One<string>("Get-Content 'zk:/odd/a[1]'"));
        Assert.Equal("x:y", _session.One<string>("Set-Location zk:/odd; Get-Content ./x:y"));
        _session.Run("Get-Item -LiteralPath 'zk:/odd/a[1]' | Remove-Item");
        Assert.True(_session.One<bool>("(Test-Path zk:/odd/a1) -and -not (Test-Path -LiteralPath 'zk:/odd/a[1]')"));
    }

    [Theory]
    [InlineData("", "Persistent")]
    [InlineData("-ItemType Persistent", "Persistent")]
    [InlineData("-ItemType Ephemeral", "Ephemeral")]
    [InlineData("-ItemType container", "Container")]
    [InlineData("-ItemType Ttl -TimeToLive 1h", "PersistentWithTtl")]
    [InlineData("-TimeToLive 1h", "PersistentWithTtl")]
    [InlineData("-ItemType Sequential", "PersistentSequential")]
    [InlineData("-ItemType EphemeralSequential", "EphemeralSequential")]
    [InlineData("-ItemType Directory", "Persistent")]
    public void New_items_are_of_every_kind(string arguments, string kind)
    {
        // A server does not show containers and times to live: what was asked of it does.
        var written = _session.All<object>($"New-Item zk:/n {arguments} -Value v -Verbose 4>&1");
        Assert.Contains($"Create {kind} node", written[0].ToString(), StringComparison.Ordinal);
        Assert.Equal(kind.StartsWith("Ephemeral", StringComparison.Ordinal) ? "Ephemeral" : "Persistent", _session.One("(Get-Item zk:/n*).Kind").ToString());
    }

    [Fact]
    public void New_items_are_numbered_and_get_access_control()
    {
        Assert.Equal(["zk:/q/n-0000000000", "zk:/q/n-0000000001"], _session.All<string>("$null = New-Item zk:/q; 1..2 | ForEach-Object { (New-Item zk:/q/n- -ItemType Sequential).Path }"));
        Assert.Equal("world:anyone:r", _session.One("$null = New-Item zk:/acl -Acl world:anyone:r; Get-ZkAcl /acl").ToString());
    }

    [Fact]
    public void A_new_item_needs_its_parent_or_Force_and_does_not_replace_another()
    {
        Assert.StartsWith("NoNode,", _session.Error("New-Item zk:/p/q").FullyQualifiedErrorId, StringComparison.Ordinal);
        _session.Run("$null = New-Item zk:/p/q -Value one -Force");
        var error = _session.Error("New-Item zk:/p/q -Value two");
        Assert.StartsWith("NodeExists,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("zk:/p/q", error.TargetObject);
        Assert.Equal("one", _session.One<string>("Get-Content zk:/p/q"));
        Assert.Equal("three", _session.One<string>("$null = New-Item zk:/p/q -Value three -Force; Get-Content zk:/p/q"));
        Assert.StartsWith("InvalidItemType,", _session.Error("New-Item zk:/x -ItemType Symlink").FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Content_is_lines_or_one_text_or_bytes()
    {
        _session.Run("Set-Content zk:/t one, two; Add-Content zk:/t three");
        Assert.Equal(["one", "two", "three"], _session.All<string>("Get-Content zk:/t"));
        Assert.Equal("one\ntwo\nthree", _session.One<string>("Get-Content zk:/t -Raw"));
        Assert.Equal(["one", "two"], _session.All<string>("Get-Content zk:/t -TotalCount 2"));
        Assert.Equal("111 110 101", _session.One<string>("(Get-Content zk:/t -AsByteStream -TotalCount 3) -join ' '"));
        Assert.Equal("one", _session.One<string>("Get-Content zk:/t | Select-Object -First 1"));
        Assert.Equal("7", _session.One<string>("Set-Content zk:/t 7; (Get-Item zk:/t).Text"));
        Assert.Equal("0 255", _session.One<string>("Set-Content zk:/t ([byte[]](0, 255)) -AsByteStream; (Get-Item zk:/t).Data -join ' '"));
        Assert.Equal("ab", _session.One<string>("Set-Content zk:/t a, b -NoNewline; Get-Content zk:/t -Raw"));
        Assert.Empty(_session.Run("Clear-Content zk:/t; Get-Content zk:/t; Get-Content zk:/t -Raw; Get-Content zk:/app"));
    }

    [Fact]
    public void Encodings_have_PowerShells_names()
    {
        Assert.Equal("71 0 252 0", _session.One<string>("Set-Content zk:/e Gü -Encoding unicode; ((Get-Item zk:/e).Data | Select-Object -Skip 2) -join ' '"));
        Assert.Equal("Gü", _session.One<string>("Get-Content zk:/e -Encoding unicode"));
        Assert.Equal("71 252", _session.One<string>("Set-Content zk:/e Gü -Encoding latin1; (Get-Item zk:/e).Data -join ' '"));
        var error = _session.Error("Get-Content zk:/e");
        Assert.StartsWith("NotText,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("-AsByteStream", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal("Gü", _session.One<string>("Get-Content zk:/e -Encoding latin1"));
        Assert.Contains("latin1", _session.Complete("Get-Content zk:/e -Encoding lat"));
    }

    [Fact]
    public void Content_is_written_however_often_it_was_before() => // a runtime compiles anew what is called often, and leaves frames out of the stack
        Assert.Empty(_session.Run("$i = 0; while ($i -lt 20000) { Set-Content zk:/often (++$i) }; if ((Get-Item zk:/often).Version -ne 19999) { (Get-Item zk:/often).Version }"));

    [Fact]
    public void Content_is_written_once_and_whole_or_not_at_all()
    {
        Assert.Equal(1, _session.One<int>("$null = New-Item zk:/w -Value before; 'a', 'b', 'c' | Set-Content zk:/w; (Get-Item zk:/w).Version"));
        Assert.Equal("oops", _session.One("try { & { 'x'; throw 'oops' } | Set-Content zk:/w } catch { $_ }").ToString());
        Assert.Equal("a\nb\nc", _session.One<string>("Get-Content zk:/w -Raw"));
    }

    // To PowerShell a backslash separates as a slash does: the path of such an item would be another node's.
    [Fact]
    public void A_node_that_the_drive_cannot_name_is_an_error_and_no_item_that_stands_for_another()
    {
        _session.Run("$null = New-ZkNode '/n/back\\slash' odd -Parents; $null = New-ZkNode /n/back/slash precious -Parents");
        foreach (var listing in (string[])["Get-ChildItem zk:/n", "Get-ChildItem zk:/n -Name", "Get-ChildItem zk:/n -Recurse"])
        {
            var (output, errors) = _session.RunWithErrors($"{listing} | Where-Object {{ $_ -like '*slash*' }} | Where-Object Name -ne slash");
            Assert.DoesNotContain(output, item => item.ToString().Contains('\\', StringComparison.Ordinal));
            Assert.StartsWith("NameNotOnDrive,", Assert.Single(errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        }
        _session.RunWithErrors("Get-ChildItem zk:/n | Where-Object Text -eq odd | Remove-Item");
        Assert.Equal("precious odd", _session.One<string>("\"$((Get-ZkNode /n/back/slash).Text) $((Get-ZkNode -LiteralPath '/n/back\\slash').Text)\""));
    }

    [Fact]
    public void A_new_item_with_Force_and_without_a_value_leaves_what_is_there()
    {
        Assert.Equal("kept 0", _session.One<string>("$null = New-Item zk:/f -Value kept; $i = New-Item zk:/f -Force; \"$($i.Text) $($i.Version)\""));
        Assert.Equal("new", _session.One<string>("(New-Item zk:/f -Force -Value new).Text"));
        Assert.Equal("kept", _session.One<string>("$null = New-Item zk:/g -Value kept; $null = New-Item zk:/g -ItemType Directory -Force; (Get-ZkNode /g).Text"));
    }

    [Theory]
    [InlineData("Set-Content zk:/v two -ExpectedVersion 7")]
    [InlineData("'two' | Set-Content zk:/v -ExpectedVersion 7")]
    [InlineData("Add-Content zk:/v two -ExpectedVersion 7")]
    [InlineData("Set-Item zk:/v two -ExpectedVersion 7")]
    [InlineData("Clear-Content zk:/v -ExpectedVersion 7")]
    [InlineData("Clear-Item zk:/v -ExpectedVersion 7")]
    [InlineData("Remove-Item zk:/v -ExpectedVersion 7")]
    public void A_change_needs_the_expected_version(string command)
    {
        _session.Run("$null = New-Item zk:/v -Value one");
        var error = _session.Error(command);
        Assert.StartsWith("BadVersion,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
        Assert.Equal("caught", _session.One<string>($"try {{ {command} -ErrorAction Stop }} catch {{ 'caught' }}"));
        Assert.Equal("one", _session.One<string>("Get-Content zk:/v"));
        Assert.Empty(_session.Run(command.Replace("7", "0", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Whoever_appends_at_the_same_time_loses_nothing()
    {
        _session.Run("Set-Content zk:/log start");
        var connection = _session.One<string>("(Get-ZkSession).ConnectionString");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(() =>
        {
            using var other = new ModuleSession();
            other.Run("$null = Connect-Zk $args[0]; 1..10 | ForEach-Object { Add-Content zk:/log \"$($args[1]) $_\" }", connection, writer);
        })));
        Assert.Equal(41, _session.Run("Get-Content zk:/log").Count);
    }

    [Theory]
    [InlineData("Remove-Item zk:/app -Recurse -WhatIf")]
    [InlineData("Remove-Item zk:/app/limits/max -WhatIf")]
    [InlineData("Get-ChildItem zk:/app | Remove-Item -Recurse -WhatIf")]
    [InlineData("Set-Item zk:/app/limits/max 7 -WhatIf")]
    [InlineData("Clear-Content zk:/app/limits/max -WhatIf")]
    [InlineData("New-Item zk:/app/new -WhatIf")]
    public void WhatIf_changes_nothing(string command)
    {
        var before = Tree();
        Assert.Empty(_session.Run(command));
        Assert.Equal(before, Tree());
    }

    [Theory]
    [InlineData("Remove-Item zk:/ -Recurse", "RootProtected")]
    [InlineData("Remove-Item zk:/* -Recurse", "NodeProtected")]
    [InlineData("Remove-Item zk:/zookeeper -Recurse", "NodeProtected")]
    [InlineData("Remove-Item zk:/zookeeper/quota", "NodeProtected")]
    [InlineData("Move-Item zk:/zookeeper zk:/x", "NodeProtected")]
    [InlineData("Move-Item zk:/ zk:/x", "RootProtected")]
    public void What_nobody_means_is_not_deleted(string command, string id)
    {
        Assert.StartsWith(id + ",", _session.Error(command).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.True(_session.One<bool>("Test-Path zk:/zookeeper/quota"));
    }

    [Fact]
    public void A_tree_goes_with_Recurse_and_the_current_location_does_not()
    {
        Assert.Equal(ErrorCategory.InvalidOperation, _session.Error("Set-Location zk:/app/limits; Remove-Item zk:/app -Recurse").CategoryInfo.Category);
        _session.Run("Set-Location zk:/; Remove-Item app -Recurse");
        Assert.False(_session.One<bool>("Test-Path zk:/app"));
    }

    [Fact]
    public void What_is_listed_pipes_into_PowerShells_cmdlets_and_never_means_a_file()
    {
        var folder = Directory.CreateTempSubdirectory("flinkzk-drive-").FullName;
        try
        {
            // A node and a folder of one path: the node's own path would name the folder.
            File.WriteAllText(Path.Combine(folder, "file"), "keep");
            _session.Run("$null = New-Item \"zk:$($args[0])/file\" -Value node -Force", folder);
            Assert.Equal("node", _session.One<string>("Get-ChildItem \"zk:$($args[0])\" | Get-Content", folder));
            _session.Run("Get-ChildItem \"zk:$($args[0])\" | Remove-Item", folder);
            Assert.Empty(_session.Run("Get-ChildItem \"zk:$($args[0])\"", folder));
            Assert.Equal("keep", File.ReadAllText(Path.Combine(folder, "file")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Set_Content_of_a_new_relative_path_makes_a_node_and_not_a_file()
    {
        var folder = Directory.CreateTempSubdirectory("flinkzk-drive-").FullName;
        try
        {
            _session.Run("$null = New-Item \"zk:$($args[0])\" -Force; Set-Location \"zk:$($args[0])\"; Set-Content new text; Add-Content other text", folder);
            Assert.Equal(["new", "other"], _session.All<string>("Get-ChildItem -Name"));
            Assert.Empty(Directory.GetFileSystemEntries(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_change_by_a_cmdlet_or_on_the_drive_is_seen_at_once()
    {
        Assert.Equal([false, true, false, true, false], _session.All<bool>("""
            Test-Path zk:/s; $null = New-ZkNode /s; Test-Path zk:/s; Remove-ZkNode /s; Test-Path zk:/s
            $null = New-Item zk:/s; Test-Path zk:/s; Remove-Item zk:/s; Test-Path zk:/s
            """));
    }

    [Fact]
    public void One_child_that_may_not_be_read_is_an_error_and_the_others_are_listed()
    {
        _session.Run("$null = 'a', 'secret', 'z' | ForEach-Object { New-Item zk:/acl/$_/below -Force }; Set-ZkAcl /acl/secret world:anyone:cd");
        var (output, errors) = _session.RunWithErrors("Get-ChildItem zk:/acl -Recurse | ForEach-Object Path");
        Assert.Equal(["zk:/acl/a", "zk:/acl/z", "zk:/acl/a/below", "zk:/acl/z/below"], output.Select(path => path.ToString()));
        var error = Assert.Single(errors);
        Assert.StartsWith("NoAuth,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.PermissionDenied, error.CategoryInfo.Category);
        Assert.Equal("zk:/acl/secret", error.TargetObject);
    }

    [Fact]
    public void A_thousand_children_come_in_order()
    {
        _session.Run("$null = New-ZkNode /big; 1..1000 | ForEach-Object { $null = New-ZkNode ('/big/n{0:0000}' -f $_) }");
        var names = _session.All<string>("Get-ChildItem zk:/big | ForEach-Object Name");
        Assert.Equal(Enumerable.Range(1, 1000).Select(n => $"n{n:0000}"), names);
    }

    [Theory]
    [InlineData("Copy-Item zk:/app zk:/app/limits -Recurse")]
    [InlineData("Move-Item zk:/app zk:/app/limits")]
    [InlineData("Move-Item zk:/zookeeper zk:/app")]
    [InlineData("Rename-Item zk:/app a/b")]
    [InlineData("Copy-Item zk:/nosuch zk:/x")]
    public void What_cannot_be_copied_or_moved_is_an_error_and_changes_nothing(string command)
    {
        var before = Tree();
        Assert.NotEmpty(_session.Error(command).FullyQualifiedErrorId);
        Assert.Equal(before, Tree());
    }

    [Fact]
    public void A_copy_goes_from_drive_to_drive()
    {
        _session.Run("$null = New-PSDrive x ZooKeeper \"$((Get-ZkSession).ConnectionString)/copies\" -CreateRoot; Copy-Item zk:/app x:/ -Recurse");
        Assert.Equal("100", _session.One<string>("Get-Content zk:/copies/app/limits/max"));
        Assert.StartsWith("DifferentSessions,", _session.Error("Move-Item zk:/app x:/moved").FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Nodes_of_the_drive_pipe_into_the_cmdlets_of_the_module()
    {
        Assert.Equal(["/app/limits"], _session.All<string>("Get-ChildItem zk:/app | Get-ZkNode | ForEach-Object Path"));
        Assert.Equal("100", _session.One<string>("(Get-ZkNode zk:/app/limits/m*).Text"));
        _session.Run("Get-Item zk:/app/limits | Set-ZkNode -Value set; Get-ChildItem zk:/app | Remove-ZkNode -Recurse -WhatIf");
        Assert.Equal("set", _session.One<string>("Get-Content zk:/app/limits"));
    }

    private string Tree() => string.Join('\n', _session.All<string>("Get-ChildItem zk:/ -Recurse | ForEach-Object { \"$($_.Path) $($_.Version) $($_.Text)\" }"));
}
