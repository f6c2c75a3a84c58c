namespace FlinkZk.Module.Tests;

/// <summary>What an error recommends helps: it fits what was done, in the words of the command that was used.</summary>
public sealed class AdviceTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.Embedded();
    private readonly string _folder = Directory.CreateTempSubdirectory("flinkzk-advice-").FullName;

    public AdviceTests() => _session.Run("$null = New-ZkNode /a/b x -Parents; Set-Location $args[0]", _folder);

    public void Dispose()
    {
        _session.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("Get-ZkNode /none", "NoNode", "Get-ZkChildNode lists what is there.")]
    [InlineData("Set-ZkNode /none x", "NoNode", "Get-ZkChildNode lists what is there.")]
    [InlineData("Remove-ZkNode /none", "NoNode", "Get-ZkChildNode lists what is there.")]
    [InlineData("Remove-ZkNode /none -Recurse", "NoNode", "Get-ZkChildNode lists what is there.")]
    [InlineData("Invoke-ZkTransaction { Remove-ZkNode /none }", "NoNode", "Get-ZkChildNode lists what is there.")]
    [InlineData("Copy-ZkNode /none /c", "NoNode", "Get-ZkChildNode lists what is there.")]
    [InlineData("New-ZkNode /none/c", "NoNode", "-Parents makes")]
    [InlineData("Copy-ZkNode /a/b /none/c", "NoNode", "-Parents makes")]
    [InlineData("Move-ZkNode /a/b /none/c", "NoNode", "-Parents makes")]
    [InlineData("Invoke-ZkTransaction { New-ZkNode /none/c }", "NoNode", "-Parents makes")]
    [InlineData("Set-ZkNode zk:/none x", "NoNode", "Get-ZkChildNode lists what is there.")]
    [InlineData("New-Item zk:/none/c", "NoNode", "New-Item -Force")]
    [InlineData("Set-Content zk:/none/c x", "NoNode", "New-Item -Force")]
    [InlineData("New-Item zk:/a", "NodeExists", "Set-Content changes its data")]
    [InlineData("Set-Content zk:/a x -ExpectedVersion 7", "BadVersion", "Get-Item")]
    [InlineData("Remove-Item zk:/ -Recurse", "RootProtected", "Get-ChildItem")]
    [InlineData("Remove-ZkNode / -Recurse", "RootProtected", "Get-ZkChildNode")]
    [InlineData("Set-Content ./b x; Backup-ZkServerData (Get-ZkServer) ./b", "FileExists", "Choose another name, or delete that file first.")]
    [InlineData("Set-ZkAcl /a", "MissingAcl", "-Acl")]
    [InlineData("Set-ZkAcl -LiteralPath /a", "MissingAcl", "-Acl")]
    [InlineData("'/a' | Set-ZkAcl", "MissingAcl", "-Acl")]
    [InlineData("Set-ZkConfig threshold 100", "MissingValue", "Set-ZkConfig orders 100 100")]
    public void An_error_recommends_what_helps(string command, string id, string action)
    {
        var error = _session.Error(command);
        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(action, error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Move-ZkNode /a /a/b/c", "would be moved into itself")]
    [InlineData("Copy-ZkNode /a /a/b/c -Recurse", "would be copied into itself")]
    [InlineData("Move-Item zk:/a zk:/a/b", "would be moved into itself")]
    [InlineData("Get-FlinkJobLock j | Unlock-FlinkJob", "Unlock-FlinkJob j")]
    [InlineData("Unlock-FlinkJob (Get-FlinkJobLock j)", "Unlock-FlinkJob j")]
    [InlineData("Disconnect-Zk 4711", "There is no session 4711 in this runspace.")]
    public void A_message_says_what_was_asked_for(string command, string message)
    {
        _session.Run("$lock = Lock-FlinkJob j");
        Assert.Contains(message, _session.Error(command).Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_session_is_named_by_its_number_wherever_one_is_asked_for()
    {
        _session.Run("$one = Get-ZkSession; $two = Connect-Zk -Embedded; $null = New-ZkNode /only/two -Parents");
        Assert.Equal("True False", _session.One<string>("\"$(Test-ZkNode /a -Session $one.Id) $(Test-ZkNode /a -Session $two.Id)\""));
        Assert.Equal([.. _session.All<int>("(Get-ZkSession).Id").Select(id => $"{id}")], _session.Complete("Disconnect-Zk -Id "));
        _session.Run("Disconnect-Zk $two.Id");
        Assert.Equal("Closed", _session.One("$two.State").ToString());
        _session.Run("$three = Connect-Zk -Embedded; Disconnect-Zk $one.Id, $three.Id");
        Assert.Empty(_session.Run("Get-ZkSession"));
    }

    [Fact]
    public void A_server_stands_for_its_address_and_its_data()
    {
        _session.Run("$server = Start-ZkServer");
        Assert.Equal("True", _session.One<string>("$zk = Connect-Zk $server; \"$($zk.ConnectionString -eq $server.ConnectionString)\""));
        Assert.True(_session.One<bool>("Test-ZkServer $server -Quiet"));
        Assert.True(_session.One<bool>("Test-Path (Backup-ZkServerData $server ./back-up).File"));
        Assert.True(_session.One<bool>("Test-Path (Backup-ZkServerData $server -Destination ./second).File"));
        Assert.True(_session.One<bool>("Test-Path ($server | Backup-ZkServerData -Destination ./third).File"));
    }
}
