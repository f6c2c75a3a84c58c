BeforeAll {
    $server = Start-ZkServer
    $server | Connect-Zk | Out-Null
    $alice = [pscredential]::new('alice', (ConvertTo-SecureString 'wonderland' -AsPlainText -Force))
}

AfterAll {
    Get-ZkSession | Disconnect-Zk
    Get-ZkServer | Stop-ZkServer
}

Describe 'The access control list of a node' {
    It 'says who may do what' {
        New-ZkNode /open x
        (Get-ZkAcl /open).Path | Should -Be '/open'
        "$(Get-ZkAcl /open)" | Should -Be 'world:anyone:cdrwa'
    }

    It 'is set for a whole tree, and copied from node to node' {
        New-ZkNode /shop/prices x -Parents
        Set-ZkAcl /shop 'world:anyone:r,ip:127.0.0.1:cdrwa' -Recurse
        "$(Get-ZkAcl /shop/prices)" | Should -Match 'world:anyone:r'
        New-ZkNode /shop2 x
        Get-ZkAcl /shop | Set-ZkAcl /shop2
        "$(Get-ZkAcl /shop2)" | Should -Match 'world:anyone:r'
    }

    It 'keeps others out and lets its user in' {
        New-ZkNode /private x
        Set-ZkAcl /private 'digest:alice:wonderland:cdrwa'
        $problem = $null
        Get-ZkNode /private -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem[0].CategoryInfo.Category | Should -Be 'PermissionDenied'
        $session = $server | Connect-Zk -Credential $alice
        (Get-ZkNode /private -Session $session).Text | Should -Be 'x'
        $session | Disconnect-Zk
    }

    It 'shows no password and no hash in its view' {
        New-ZkNode /hashed x
        Set-ZkAcl /hashed 'world:anyone:ra,digest:alice:wonderland:cdrwa'
        Get-ZkAcl /hashed | Format-Table | Out-String | Should -Not -Match 'wonderland|='
    }
}
