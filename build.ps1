#!/usr/bin/env pwsh
#Requires -Version 7.4
<#
.SYNOPSIS
    Builds, tests, packages and publishes FlinkZk.
.DESCRIPTION
    A thin cover over dotnet: each task names the command that does the work, and that command does the same without PowerShell.
    Without a PowerShell of one's own: dotnet tool restore, then dotnet pwsh ./build.ps1.
.EXAMPLE
    ./build.ps1
    Builds and tests.
.EXAMPLE
    ./build.ps1 -Task Pester -Filter Locks
    Runs tests/Pester/Locks.Tests.ps1 and shows each test.
.EXAMPLE
    ./build.ps1 -Task Package, Sign, Publish -ProjectUri https://example.org/flinkzk -SigningCertificate ./key.pfx -Destination ~/packages
    Makes output/FlinkZk/<version>/, exactly what is installed, signs it, and puts it into a folder as a nupkg, from which Install-PSResource installs it.
#>
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Test', 'Pester', 'Package', 'Sign', 'Publish', 'Format', 'Benchmark')]
    [string[]] $Task = @('Build', 'Test'),

    # Debug, but a package and the benchmarks are made of a Release build unless this says otherwise.
    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Debug',

    # Test: what dotnet test --filter takes. Pester: a file's name. Benchmark: a word of its name.
    [string] $Filter = '',

    # Test: one project in place of all.
    [string] $Project = '',

    # Publish: the folder that is the repository.
    [string] $Destination = 'output/repository',

    # Package: where the project lives, for those who find the package in a repository.
    [uri] $ProjectUri,

    # Sign: a certificate with its private key, as a PFX file; its password is in FLINKZK_SIGNING_PASSWORD.
    [string] $SigningCertificate = $env:FLINKZK_SIGNING_CERTIFICATE,

    # Sign: a time stamp server, so that signatures outlive the certificate.
    [string] $TimestampServer = $env:FLINKZK_SIGNING_TIMESTAMP
)
$ErrorActionPreference = 'Stop'
# What the user names is beside him; what the tasks name is in the checkout.
$Destination = if ($PSBoundParameters.ContainsKey('Destination')) { $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Destination) } else { Join-Path $PSScriptRoot $Destination }
if ($SigningCertificate) { $SigningCertificate = Convert-Path -LiteralPath $SigningCertificate }
$release = if ($PSBoundParameters.ContainsKey('Configuration')) { $Configuration } else { 'Release' }
$version = (Import-PowerShellDataFile -LiteralPath "$PSScriptRoot/FlinkZk.psd1").ModuleVersion
$package = Join-Path $PSScriptRoot 'output' 'FlinkZk' $version

function Invoke-Dotnet {
    # No parameters of its own: PowerShell must not take what is dotnet's.
    $words = @($args | ForEach-Object { $_ })
    Write-Host "dotnet $words" -ForegroundColor Cyan
    & dotnet @words
    if ($LASTEXITCODE -ne 0) { throw "dotnet $($words[0]) ended with exit code $LASTEXITCODE." }
}

function Invoke-PesterTest {
    Invoke-Dotnet build tests/Pester -c $Configuration --nologo -v quiet
    $properties = (& dotnet msbuild tests/Pester "-p:Configuration=$Configuration" '-getProperty:PesterManifest,TestModulePath' | ConvertFrom-Json).Properties
    $files = @(Get-ChildItem -Path tests/Pester -Filter "$($Filter ? $Filter : '*').Tests.ps1")
    if ($files.Count -eq 0) { throw "tests/Pester has no file $Filter.Tests.ps1." }
    $failed = foreach ($file in $files) {
        # A process of its own, so that nothing of this session is in it and it leaves nothing behind.
        & dotnet pwsh -NoProfile -File tests/Pester/Invoke-PesterFile.ps1 -Path $file.FullName -Pester $properties.PesterManifest -ModulePath $properties.TestModulePath | Out-Host
        if ($LASTEXITCODE -ne 0) { $file.Name }
    }
    if ($failed) { throw "Tests failed in $($failed -join ', ')." }
}

function Invoke-Package {
    Invoke-Dotnet build src/FlinkZk -c $release --nologo -v quiet '-t:PackageModule'
    $manifest = Join-Path $package 'FlinkZk.psd1'
    if ($ProjectUri) {
        # The manifest in the checkout has none, because it does not know where the checkout is published.
        $text = Get-Content -LiteralPath $manifest -Raw
        $line = "ProjectUri   = '$("$ProjectUri".Replace("'", "''"))'"
        Set-Content -LiteralPath $manifest -NoNewline -Value ($text -replace '(?m)^(\s*)LicenseUri', "`$1$($line.Replace('$', '$$'))`n`$1LicenseUri")
    }
    $null = Test-ModuleManifest -Path $manifest
    Write-Host "FlinkZk $version is in $package"
}

function Invoke-Sign {
    if (-not $SigningCertificate) {
        Write-Host 'There is no key (-SigningCertificate, FLINKZK_SIGNING_CERTIFICATE): the package is left unsigned.'
        return
    }
    if (-not (Get-Command Set-AuthenticodeSignature -ErrorAction Ignore)) { throw 'Set-AuthenticodeSignature is a part of PowerShell on Windows alone: sign there.' }
    $key = [System.Security.Cryptography.X509Certificates.X509Certificate2]::new($SigningCertificate, $env:FLINKZK_SIGNING_PASSWORD)
    $stamp = if ($TimestampServer) { @{ TimestampServer = $TimestampServer } } else { @{} }
    try {
        foreach ($file in Get-ChildItem -LiteralPath $package -Recurse -File -Include *.psd1, *.ps1xml, *.dll) {
            $signature = Set-AuthenticodeSignature -FilePath $file.FullName -Certificate $key -HashAlgorithm SHA256 -IncludeChain NotRoot @stamp
            if ($signature.Status -ne 'Valid') { throw "$($file.Name) could not be signed: $($signature.StatusMessage)" }
            Write-Host "signed $([IO.Path]::GetRelativePath($package, $file.FullName))"
        }
    }
    finally { $key.Dispose() }
}

Push-Location -LiteralPath $PSScriptRoot
try {
    foreach ($name in $Task) {
        switch ($name) {
            'Build' { Invoke-Dotnet build -c $Configuration --nologo -v quiet }
            'Test' { Invoke-Dotnet test @($Project ? $Project : @()) -c $Configuration @($Filter ? '--filter', $Filter : @()) }
            'Pester' { Invoke-PesterTest }
            'Package' { Invoke-Package }
            'Sign' { Invoke-Sign }
            'Publish' { & "$PSScriptRoot/tools/Publish-ToFolder.ps1" -Path $package -Destination $Destination }
            'Format' { Invoke-Dotnet format --verify-no-changes }
            'Benchmark' { Invoke-Dotnet run -c $release --project tests/Benchmarks -- @($Filter ? $Filter : @()) }
        }
    }
}
finally { Pop-Location }
