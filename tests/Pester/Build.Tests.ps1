BeforeAll {
    $script = Convert-Path "$PSScriptRoot/../../build.ps1"
    $manifest = Import-PowerShellDataFile "$PSScriptRoot/../../FlinkZk.psd1"
}

Describe 'build.ps1' {
    BeforeEach {
        # A checkout with a finished package, so that nothing is built and nothing of the real one is touched.
        $checkout = Join-Path $TestDrive ([guid]::NewGuid())
        $package = "$checkout/output/FlinkZk/$($manifest.ModuleVersion)"
        $null = New-Item -ItemType Directory -Path "$checkout/output/FlinkZk", "$checkout/tools"
        Copy-Item (Get-Module FlinkZk -ListAvailable | Select-Object -First 1).ModuleBase $package -Recurse
        Copy-Item $script, "$PSScriptRoot/../../FlinkZk.psd1" $checkout
        Copy-Item "$PSScriptRoot/../../tools/*.ps1" "$checkout/tools"
    }

    It 'leaves the package unsigned without a key, and says so' {
        $told = & "$checkout/build.ps1" -Task Sign 6>&1
        "$told" | Should -Match 'no key.*unsigned'
    }

    It 'signs with a key every file that PowerShell checks, where PowerShell can sign' {
        $key = [Security.Cryptography.RSA]::Create(2048)
        $request = [Security.Cryptography.X509Certificates.CertificateRequest]::new('CN=test', $key, 'SHA256', [Security.Cryptography.RSASignaturePadding]::Pkcs1)
        [IO.File]::WriteAllBytes("$TestDrive/key.pfx", $request.CreateSelfSigned('2026-01-01', '2036-01-01').Export('Pfx', 'secret'))
        $signed = [System.Collections.Generic.List[string]]::new()
        # The cmdlet is a part of PowerShell on Windows alone.
        function Set-AuthenticodeSignature($FilePath, $Certificate, $HashAlgorithm, $IncludeChain) {
            if (-not $Certificate.HasPrivateKey) { throw 'There is no private key.' }
            $signed.Add([IO.Path]::GetRelativePath($package, $FilePath).Replace('\', '/'))
            [pscustomobject]@{ Status = 'Valid' }
        }
        $env:FLINKZK_SIGNING_PASSWORD = 'secret'
        try { & "$checkout/build.ps1" -Task Sign -SigningCertificate "$TestDrive/key.pfx" 6>$null }
        finally { $env:FLINKZK_SIGNING_PASSWORD = $null }
        $signed | Sort-Object | Should -Be (Get-ChildItem $package -Recurse -File -Include *.psd1, *.ps1xml, *.dll | ForEach-Object { [IO.Path]::GetRelativePath($package, $_.FullName).Replace('\', '/') } | Sort-Object)
        $signed | Should -Contain 'module/bin/FlinkZk.dll'
    }

    It 'publishes the package into a folder that the user names from where he is' {
        Push-Location $TestDrive
        try { & "$checkout/build.ps1" -Task Publish -Destination ./feed | Should -Not -BeNullOrEmpty }
        finally { Pop-Location }
        "$TestDrive/feed/FlinkZk.$($manifest.ModuleVersion).nupkg" | Should -Exist
        (Get-PSResourceRepository).Name | Should -Not -BeLike 'flinkzk-*'
    }

    It 'says what to do where there is no package yet' {
        Remove-Item $package -Recurse
        { & "$checkout/build.ps1" -Task Publish -Destination "$TestDrive/none" } | Should -Throw '*-Task Package*'
    }

    It 'stops with an error where a command fails' {
        { & "$checkout/build.ps1" -Task Build *> $null } | Should -Throw 'dotnet build ended with exit code*'
    }
}
