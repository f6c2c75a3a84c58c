BeforeDiscovery {
    Import-Module FlinkZk
    $script:cmdlets = (Get-Module FlinkZk).ExportedCmdlets.Keys | Sort-Object
    $script:called = Get-ChildItem $PSScriptRoot -Filter *.Tests.ps1 | ForEach-Object {
        $tree = [System.Management.Automation.Language.Parser]::ParseFile($_.FullName, [ref]$null, [ref]$null)
        $tree.FindAll({ param($node) $node -is [System.Management.Automation.Language.CommandAst] }, $true) | ForEach-Object GetCommandName
    } | Sort-Object -Unique
    $script:cases = $cmdlets | ForEach-Object { @{ Name = $_; IsCalled = $_ -in $called } }
}

BeforeAll {
    $package = (Get-Module FlinkZk).ModuleBase
}

Describe 'The package' {
    It 'has a manifest that stands the test of the gallery' {
        $manifest = Test-ModuleManifest -Path "$package/FlinkZk.psd1"
        $manifest.Author | Should -Not -BeNullOrEmpty
        $manifest.Description | Should -Not -BeNullOrEmpty
        $manifest.LicenseUri | Should -Not -BeNullOrEmpty
        $manifest.Tags | Should -Contain 'PSEdition_Core'
        $manifest.ReleaseNotes | Should -Not -BeNullOrEmpty
    }

    It 'brings no assembly of others beside its own' {
        Get-ChildItem "$package/module/bin" -Filter *.dll | Where-Object Name -notlike 'FlinkZk*.dll' | Should -BeNullOrEmpty
    }

    It 'explains <Name> with a synopsis and an example' -ForEach $cases {
        $help = Get-Help $Name -Full
        $help.Synopsis | Should -Not -BeNullOrEmpty
        $help.examples.example | Should -Not -BeNullOrEmpty
    }

    It 'has a test that calls <Name>' -ForEach $cases {
        $IsCalled | Should -BeTrue
    }
}
