#!/usr/bin/env pwsh
#Requires -Version 7.4
<#
.SYNOPSIS
    Builds, tests and packages FlinkZk.
.DESCRIPTION
    A thin cover over dotnet: each task names the command that does the work, and that command does the same without PowerShell.
    Pester is used where it is installed; without it its task says so and goes on.
.EXAMPLE
    ./build.ps1
    Builds and tests.
.EXAMPLE
    ./build.ps1 -Task Package -Configuration Release
    Makes output/FlinkZk/<version>/, exactly what is installed.
#>
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Test', 'Pester', 'Package', 'Format', 'Benchmark')]
    [string[]] $Task = @('Build', 'Test', 'Pester'),

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Debug'
)
$ErrorActionPreference = 'Stop'
Set-Location $PSScriptRoot

function Invoke-Dotnet {
    Write-Host "dotnet $args" -ForegroundColor Cyan
    & dotnet @args
    if ($LASTEXITCODE -ne 0) { throw "dotnet $($args[0]) ended with exit code $LASTEXITCODE." }
}

function Invoke-PesterTest {
    if (-not (Get-Module -ListAvailable Pester | Where-Object Version -ge 5.0)) {
        Write-Warning 'Pester 5 or later is not installed: its tests are left out. Install-PSResource Pester brings it.'
        return
    }
    Invoke-Dotnet build src/FlinkZk -c $Configuration -t:PackageModule
    $result = Invoke-Pester -Path tests/Pester -PassThru
    if ($result.Result -ne 'Passed') { throw "$($result.FailedCount) Pester tests failed." }
}

foreach ($name in $Task) {
    switch ($name) {
        'Build' { Invoke-Dotnet build -c $Configuration }
        'Test' { Invoke-Dotnet test -c $Configuration }
        'Pester' { Invoke-PesterTest }
        'Package' { Invoke-Dotnet build src/FlinkZk -c $Configuration -t:PackageModule }
        'Format' { Invoke-Dotnet format --verify-no-changes }
        'Benchmark' { Invoke-Dotnet run -c Release --project tests/Benchmarks }
    }
}
