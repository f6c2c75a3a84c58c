namespace FlinkZk.Module.Tests;

/// <summary>The same commands on folders and on nodes give the same names, and errors of the same category. The order of a walk through folders is the disk's, so there it is not compared.</summary>
public sealed class DriveComparisonTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.Embedded();
    private readonly string _folder = Directory.CreateTempSubdirectory("flinkzk-compare-").FullName;

    public DriveComparisonTests() => _session.Run("""
        $null = New-PSDrive files FileSystem $args[0] -Scope Global
        foreach ($drive in 'files:/', 'zk:/') {
            foreach ($path in 'top/a/x1/deep', 'top/a/x2', 'top/b/x1', 'top/c', 'top/ab', 'other') { $null = New-Item "$drive$path" -ItemType Directory -Force }
            Set-Content "${drive}text" one, two, three
        }
        """, _folder);

    public void Dispose()
    {
        _session.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("Get-ChildItem D:/top | ForEach-Object Name")]
    [InlineData("Get-ChildItem D:/top -Recurse | ForEach-Object Name | Sort-Object")]
    [InlineData("Get-ChildItem D:/top -Recurse -Depth 0 | ForEach-Object Name")]
    [InlineData("Get-ChildItem D:/top -Recurse -Depth 1 | ForEach-Object Name | Sort-Object")]
    [InlineData("Get-ChildItem D:/top -Depth 1 | ForEach-Object Name | Sort-Object")]
    [InlineData("Get-ChildItem D:/top -Name")]
    [InlineData("Get-ChildItem D:/top -Filter a* | ForEach-Object Name")]
    [InlineData("Get-ChildItem D:/top -Filter x* -Recurse | ForEach-Object Name | Sort-Object")]
    [InlineData("Get-ChildItem D:/top -Filter a* -Name")]
    [InlineData("Get-ChildItem D:/top -Recurse -Include x* | ForEach-Object Name | Sort-Object")]
    [InlineData("Get-ChildItem D:/top -Recurse -Exclude x* | ForEach-Object Name | Sort-Object")]
    [InlineData("Get-ChildItem D:/top -Exclude a* | ForEach-Object Name")]
    [InlineData("Get-ChildItem D:/top/* -Include a* | ForEach-Object Name")]
    [InlineData("Get-ChildItem D:/top/* | ForEach-Object Name")]
    [InlineData("Get-ChildItem D:/top/a* | ForEach-Object Name")]
    [InlineData("Get-ChildItem D:/top/*/x1 | ForEach-Object Name")]
    [InlineData("Get-ChildItem D:/t*/*/x[12] | ForEach-Object Name")]
    [InlineData("Get-Item D:/top/a*, D:/other | ForEach-Object Name")]
    [InlineData("(Get-Item D:/top/a).PSChildName")]
    [InlineData("Test-Path D:/top, D:/nosuch, D:/top/z*, D:/top/a*, D:/")]
    [InlineData("Test-Path D:/top -PathType Container")]
    [InlineData("Resolve-Path D:/top/a* | ForEach-Object Path")]
    [InlineData("Set-Location D:/top; Resolve-Path -Relative ../other; Get-ChildItem -Name; \"$PWD\"")]
    [InlineData("Push-Location D:/top/a; \"$PWD\"; Push-Location ../b; \"$PWD\"; Pop-Location; \"$PWD\"; Pop-Location")]
    [InlineData("Split-Path D:/top/a; Split-Path D:/top/a -Leaf; Split-Path D:/top/a -Qualifier; Join-Path D:/top a; Split-Path D:/top/* -Resolve")]
    [InlineData("Get-Content D:/text")]
    [InlineData("Get-Content D:/text -TotalCount 2")]
    [InlineData("Get-Content D:/text -ReadCount 2 | ForEach-Object { $_ -join ',' }")]
    [InlineData("Get-Content D:/te*t, D:/text | Measure-Object | ForEach-Object Count")]
    [InlineData("Add-Content D:/text four; Get-Content D:/text; Clear-Content D:/text; Get-Content D:/text")]
    [InlineData("'x', 'y' | Set-Content D:/new; Get-Content D:/new")]
    [InlineData("Set-Content D:/new 1, 2.5, $true; Get-Content D:/new")]
    [InlineData("(Set-Content D:/new one, two -PassThru) -join ','")]
    [InlineData("Remove-Item D:/top/a -Recurse; Get-ChildItem D:/top -Name")]
    [InlineData("Get-ChildItem D:/top | Where-Object Name -like a* | Remove-Item -Recurse; Get-ChildItem D:/top -Name")]
    [InlineData("New-Item -Path D:/top -Name n -ItemType Directory | ForEach-Object Name")]
    [InlineData("Copy-Item D:/top/a D:/copy -Recurse; Get-ChildItem D:/copy -Recurse -Name | Sort-Object")]
    [InlineData("Copy-Item D:/top/a D:/other -Recurse; Get-ChildItem D:/other -Recurse -Name | Sort-Object")]
    [InlineData("Copy-Item D:/top/a D:/copy; Get-ChildItem D:/copy -Name")]
    [InlineData("Copy-Item D:/top/[ab] D:/other -Recurse; Get-ChildItem D:/other -Recurse -Name | Sort-Object")]
    [InlineData("(Copy-Item D:/top/c D:/copy -PassThru).Name")]
    [InlineData("Move-Item D:/top/a D:/moved; Test-Path D:/top/a, D:/moved/x1/deep")]
    [InlineData("Move-Item D:/top/a D:/other; Test-Path D:/top/a, D:/other/a/x1/deep")]
    [InlineData("Get-ChildItem D:/top -Filter a* | Move-Item -Destination D:/other; Get-ChildItem D:/other -Name")]
    [InlineData("Rename-Item D:/top/a renamed; Get-ChildItem D:/top -Name")]
    [InlineData("Rename-Item D:/top/a renamed -WhatIf; Copy-Item D:/top D:/copy -WhatIf; Move-Item D:/top D:/copy -WhatIf; Test-Path D:/copy, D:/top/a, D:/top/renamed")]
    public void Output_is_the_same(string command)
    {
        var files = Output(command, "files");
        Assert.Equal(files, Output(command, "zk"));
    }

    [Theory]
    [InlineData("Get-Item D:/nosuch")]
    [InlineData("Get-ChildItem D:/nosuch")]
    [InlineData("Get-Content D:/nosuch")]
    [InlineData("Remove-Item D:/nosuch")]
    [InlineData("Set-Location D:/nosuch")]
    [InlineData("Clear-Content D:/nosuch")]
    [InlineData("New-Item D:/top -ItemType Directory")]
    [InlineData("Set-Content D:/nosuch/x v")]
    [InlineData("Get-Content D:/text -TotalCount 1 -Tail 1")]
    [InlineData("Set-Location D:/top/a; Remove-Item D:/top -Recurse")]
    public void Errors_are_of_the_same_category(string command) =>
        Assert.Equal(_session.Error(On(command, "files")).CategoryInfo.Category, _session.Error(On(command, "zk")).CategoryInfo.Category);

    private string[] Output(string command, string drive)
    {
        var output = _session.Run(On(command, drive)).Select(item => item.ToString()!.Replace(drive + ":", "D:", StringComparison.Ordinal)).ToArray();
        _session.Run("Set-Location ([IO.Path]::GetTempPath())");
        return output;
    }

    private static string On(string command, string drive) => command.Replace("D:", drive + ":", StringComparison.Ordinal);
}
