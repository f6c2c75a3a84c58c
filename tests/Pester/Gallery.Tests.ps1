BeforeAll {
    Import-Module FlinkZk
    $package = (Get-Module FlinkZk).ModuleBase
    $version = (Get-Module FlinkZk).Version
    $next = [version]::new($version.Major, $version.Minor, $version.Build + 1)
    $pwsh = [Environment]::GetCommandLineArgs()[0]

    # Somebody's first PowerShell: a home of its own, nothing installed but what PowerShell brings.
    function Invoke-CleanPwsh([string] $Script) {
        $start = [Diagnostics.ProcessStartInfo]::new('dotnet')
        $pwsh, '-NoProfile', '-NonInteractive', '-Command', "`$ErrorActionPreference = 'Stop'; `$ProgressPreference = 'SilentlyContinue'; $Script" | ForEach-Object { $start.ArgumentList.Add($_) }
        $start.Environment['HOME'] = "$TestDrive/home"
        $start.Environment['NO_COLOR'] = '1'
        'PSModulePath', 'XDG_DATA_HOME', 'XDG_CONFIG_HOME', 'XDG_CACHE_HOME' | ForEach-Object { $null = $start.Environment.Remove($_) }
        $start.RedirectStandardOutput = $start.RedirectStandardError = $true
        $process = [Diagnostics.Process]::Start($start)
        $errors = $process.StandardError.ReadToEndAsync()
        $output = $process.StandardOutput.ReadToEnd()
        $process.WaitForExit()
        if ($process.ExitCode) { throw "$output$($errors.Result)" }
        $output -split '\r?\n' | Where-Object { $_ }
    }

    $publish = "$PSScriptRoot/../../tools/Publish-ToFolder.ps1"
    $null = New-Item -ItemType Directory "$TestDrive/home", "$TestDrive/feed", "$TestDrive/next", "$TestDrive/saved"
    Copy-Item $package "$TestDrive/next/FlinkZk" -Recurse
    $manifest = "$TestDrive/next/FlinkZk/FlinkZk.psd1"
    (Get-Content $manifest -Raw).Replace("ModuleVersion        = '$version'", "ModuleVersion        = '$next'") | Set-Content $manifest
}

Describe 'Somebody who gets the module from a repository' {
    It 'finds it there as one file' {
        Invoke-CleanPwsh "`$null = & '$publish' '$package' '$TestDrive/feed'; Register-PSResourceRepository -Name feed -Uri '$TestDrive/feed' -Trusted; (Find-PSResource FlinkZk -Repository feed).Version.ToString()" | Should -Be $version
        Get-ChildItem "$TestDrive/feed" | ForEach-Object Name | Should -Be "FlinkZk.$version.nupkg"
    }

    It 'has after installing exactly what the package holds' {
        $folder = Invoke-CleanPwsh "Install-PSResource FlinkZk -Repository feed; (Get-Module -ListAvailable FlinkZk).ModuleBase"
        function Get-Held([string] $Root) {
            Get-ChildItem -LiteralPath $Root -Recurse -File | Where-Object Name -ne 'PSGetModuleInfo.xml' | ForEach-Object { "$([IO.Path]::GetRelativePath($Root, $_.FullName)) $((Get-FileHash -LiteralPath $_.FullName).Hash)" } | Sort-Object
        }
        Get-Held $folder | Should -Be (Get-Held $package)
    }

    It 'uses it without an import' {
        Invoke-CleanPwsh 'Connect-Zk -Embedded | Out-Null; $null = New-ZkNode /a one; (Get-ZkNode /a).Text; (Get-Help Get-ZkNode).Synopsis.Length -gt 10' | Should -Be 'one', 'True'
    }

    It 'gets the newer version when there is one' {
        Invoke-CleanPwsh "`$null = & '$publish' '$TestDrive/next/FlinkZk' '$TestDrive/feed'; Update-PSResource FlinkZk -Repository feed; Connect-Zk -Embedded | Out-Null; (Get-Module FlinkZk).Version.ToString()" | Should -Be $next
    }

    It 'saves it into a folder of his own' {
        Invoke-CleanPwsh "Save-PSResource FlinkZk -Version $version -Repository feed -Path '$TestDrive/saved'; Import-Module '$TestDrive/saved/FlinkZk/$version/FlinkZk.psd1'; (Get-Module FlinkZk).ExportedCmdlets.Count" | Should -Be (Get-Module FlinkZk).ExportedCmdlets.Count
    }

    It 'has nothing left of it after removing' {
        Invoke-CleanPwsh 'Uninstall-PSResource FlinkZk -Version *; @(Get-Module -ListAvailable FlinkZk).Count' | Should -Be 0
        Get-ChildItem "$TestDrive/home" -Recurse -Force -Filter FlinkZk* | Should -BeNullOrEmpty
    }
}
