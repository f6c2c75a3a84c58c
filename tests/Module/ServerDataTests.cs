using System.Management.Automation;

namespace FlinkZk.Module.Tests;

/// <summary>A server's data as files: backed up while it runs or not, and restored elsewhere.</summary>
public sealed class ServerDataTests : IDisposable
{
    private readonly ModuleSession _session = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("flinkzk-data-");

    public void Dispose()
    {
        _session.Dispose();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("$s = Start-ZkServer; $null = $s | Connect-Zk; $null = New-ZkNode /a one; $b = $s | Backup-ZkServerData -Destination $args[1]; Set-ZkNode /a two")]
    [InlineData("$s = Start-ZkServer -Ensemble 3; $null = $s | Connect-Zk; $null = New-ZkNode /a one; $b = $s | Backup-ZkServerData -Destination $args[1]")]
    [InlineData("$s = Connect-Zk -Embedded -DataPath $args[0]; $null = New-ZkNode /a one; $s | Disconnect-Zk; $b = Backup-ZkServerData $args[0] $args[1]")]
    public void A_back_up_is_what_was_there(string backUp)
    {
        string data = Path("data"), file = Path("backup"), restored = Path("restored");
        _session.Run(backUp, data, file);
        Assert.Equal(file, _session.One<string>("$b.File"));
        Assert.Equal(_session.One<long>("$b.LastZxid"), _session.One<long>("($r = Restore-ZkServerData $args[0] $args[1]).LastZxid", file, restored));
        Assert.Equal(restored, _session.One<string>("$r.Path"));
        Assert.Equal("one", _session.One<string>("$null = Connect-Zk -Embedded -DataPath $r.Path; (Get-ZkNode /a).Text"));
    }

    [Fact]
    public void What_is_exported_for_a_Java_server_is_what_was_there()
    {
        _session.Run("$s = Connect-Zk -Embedded -DataPath $args[0]; $null = New-ZkNode /a one; $s | Disconnect-Zk", Path("data"));
        _session.Run("$e = Export-ZkServerData $args[0] $args[1]", Path("data"), Path("java"));
        Assert.Equal(_session.One<long>("$e.LastZxid"), _session.One<long>("($i = Import-ZkServerData $args[0] $args[1]).LastZxid", Path("java"), Path("back")));
        Assert.Equal("one", _session.One<string>("$null = Connect-Zk -Embedded -DataPath $i.Path; (Get-ZkNode /a).Text"));
    }

    [Fact]
    public void Neither_a_file_nor_a_folder_is_overwritten()
    {
        var file = Path("backup");
        _session.Run("$s = Start-ZkServer -DataPath $args[1]; $null = $s | Backup-ZkServerData -Destination $args[0]", file, Path("data"));
        Assert.StartsWith("FileExists,", _session.Error("$s | Backup-ZkServerData -Destination $args[0]", file).FullyQualifiedErrorId, StringComparison.Ordinal);
        Refused("Restore-ZkServerData $args[0] $args[1]", file, Path("data"));
        Refused("$s | Backup-ZkServerData -Destination $args[0]", Path("data/log.00000003"));
        Refused("Backup-ZkServerData $args[0] $args[1]", Path("data"), Path("other"));

        void Refused(string script, params object[] arguments)
        {
            var error = _session.Error(script, arguments);
            Assert.StartsWith("DataNotUsable,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
        }
    }

    [Fact]
    public void A_folder_of_ours_is_not_imported_and_what_serves_it_is_named()
    {
        _session.Run("Connect-Zk -Embedded -DataPath $args[0] | Disconnect-Zk", Path("data"));
        var error = _session.Error("Import-ZkServerData $args[0] $args[1]", Path("data"), Path("new"));
        Assert.StartsWith("DataNeedNoImport,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        foreach (var command in (string[])["Start-ZkServer -DataPath", "Restore-ZkServerData"])
            Assert.Contains(command, error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_back_up_left_that_was_killed_is_warned_of_by_the_next()
    {
        System.IO.File.WriteAllText(Path(".flinkzk-0123456789abcdef.tmp"), "half");
        Assert.Contains(".flinkzk-0123456789abcdef.tmp", _session.One<string>("$s = Start-ZkServer; $null = $s | Backup-ZkServerData -Destination $args[0] 3>&1 -WarningVariable told; \"$told\"", Path("backup")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Restore-ZkServerData /no/such/file $args[0]", "FileNotFound")]
    [InlineData("Backup-ZkServerData /no/such/folder $args[0]", "FileNotFound")]
    [InlineData("Backup-ZkServerData ([IO.Path]::GetDirectoryName($args[0])) $args[0]", "NoServerData")]
    [InlineData("Repair-ZkServerData ([IO.Path]::GetDirectoryName($args[0])) -Confirm:$false", "NoServerData")]
    [InlineData("Import-ZkServerData /no/such/folder $args[0]", "FileNotFound")]
    [InlineData("Import-ZkServerData /a, /b $args[0] -LogPath /c", "LogPathMismatch")]
    [InlineData("Export-ZkServerData /no/such/folder $args[0]", "FileNotFound")]
    [InlineData("Export-ZkServerData ([IO.Path]::GetDirectoryName($args[0])) $args[0]", "DataNotUsable")]
    [InlineData("$s = Start-ZkServer; $s | Stop-ZkServer; $s | Backup-ZkServerData -Destination $args[0]", "ServerStopped")]
    public void What_cannot_be_done_is_told_and_leaves_nothing(string script, string errorId)
    {
        Assert.StartsWith(errorId + ",", _session.Error(script, Path("target")).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(_folder.GetFileSystemInfos());
    }

    [Theory]
    [InlineData("version-2/log.1", "ZKLG000000000000", "JavaServerData", "Import-ZkServerData")]
    [InlineData("notes.txt", "mine", "NoServerData", "empty folder")]
    public void A_folder_that_is_somebody_elses_is_refused_and_not_changed(string name, string content, string errorId, string remedy)
    {
        var file = System.IO.Path.Combine(Path("theirs"), name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
        string[] scripts = ["Start-ZkServer -DataPath $args[0]", "Connect-Zk -Embedded -DataPath $args[0]", "Backup-ZkServerData $args[0] $args[1]", "Repair-ZkServerData $args[0] -Confirm:$false"];
        foreach (var script in scripts)
        {
            var error = _session.Error(script, Path("theirs"), Path("backup"));
            Assert.StartsWith(errorId + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.Contains(remedy, error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        }
        Assert.Equal([file], Directory.GetFiles(_folder.FullName, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void An_import_into_its_own_source_is_refused()
    {
        Directory.CreateDirectory(Path("java/version-2"));
        File.WriteAllBytes(Path("java/version-2/log.1"), [.. "ZKLG"u8, 0, 0, 0, 2, .. new byte[100]]);
        foreach (var target in (string[])["java", "java/version-2", "java/new"])
            Assert.StartsWith("DataNotUsable,", _session.Error("Import-ZkServerData $args[0] $args[1]", Path("java"), Path(target)).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal([Path("java/version-2/log.1")], Directory.GetFiles(_folder.FullName, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_folder_that_others_may_look_into_is_a_warning()
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("Windows has no such modes.");
        else
            Directory.CreateDirectory(Path("wide"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute);
        Assert.Contains("chmod 700", _session.One<string>("$null = Start-ZkServer -DataPath $args[0] -WarningVariable w -WarningAction SilentlyContinue; \"$w\"", Path("wide")), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_back_up_is_refused()
    {
        File.WriteAllText(Path("text"), "hello");
        var error = _session.Error("Restore-ZkServerData $args[0] $args[1]", Path("text"), Path("target"));
        Assert.Equal(ErrorCategory.InvalidData, error.CategoryInfo.Category);
        Assert.Contains(Path("text"), error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Repair", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIf_makes_nothing()
    {
        _session.Run("$s = Start-ZkServer; $s | Backup-ZkServerData -Destination $args[0] -WhatIf; Restore-ZkServerData $args[0] $args[0] -WhatIf; Import-ZkServerData $args[0] $args[0] -WhatIf; Export-ZkServerData $args[0] $args[0] -WhatIf", Path("target"));
        Assert.Empty(_folder.GetFileSystemInfos());
    }

    [Fact]
    public void WhatIf_of_a_repair_says_what_would_be_given_up_and_changes_nothing()
    {
        _session.Run("$s = Start-ZkServer -DataPath $args[0]; $c = Connect-Zk $s; 1..9 | ForEach-Object { $null = New-ZkNode \"/n$_\" x }; Disconnect-Zk $c; $s | Stop-ZkServer", Path("data"));
        const string WhatIf = "Start-Transcript $args[1] | Out-Null; Repair-ZkServerData $args[0] -WhatIf; Stop-Transcript | Out-Null; Get-Content $args[1] -Raw";
        Assert.Contains("Nothing is damaged", _session.One<string>(WhatIf, Path("data"), Path("whole.txt")), StringComparison.Ordinal);
        var log = Path("data/log.00000001");
        var bytes = File.ReadAllBytes(log);
        var middle = bytes.AsSpan().IndexOf("/n5"u8);
        bytes[middle] ^= 1;
        File.WriteAllBytes(log, bytes);
        Assert.Matches("Give up transactions 0x[0-9a-f]+ to 0x[0-9a-f]+, because of .*log\\.00000001, offset [0-9]+", _session.One<string>(WhatIf, Path("data"), Path("damaged.txt")));
        Assert.Equal(bytes, File.ReadAllBytes(log));
    }

    private string Path(string name) => System.IO.Path.Combine(_folder.FullName, name);
}
