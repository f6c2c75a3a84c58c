BeforeAll {
    $gateway = & (Join-Path $PSScriptRoot 'data/FakeSqlGateway.ps1')
    $sql = New-FlinkSqlSession $gateway.Address tests -Configuration @{ 'parallelism.default' = 2 }
}

AfterAll {
    Get-FlinkSqlSession | Remove-FlinkSqlSession
    $gateway.Dispose()
}

Describe 'Flink SQL' {
    It 'opens a session, which is the default then' {
        $sql.Version | Should -Be '2.3.0'
        $sql.ApiVersion | Should -Be 'v4'
        (Get-FlinkSqlSession | Where-Object IsDefault).Id | Should -Be $sql.Id
    }

    It 'gives rows as typed objects, changes as changes' {
        $rows = Invoke-FlinkSql 'SELECT * FROM orders'
        $rows.RowKind | Should -Be 'INSERT', 'UPDATE_BEFORE', 'UPDATE_AFTER', 'INSERT'
        $rows[2].revenue | Should -BeOfType decimal
        "$($rows[2].revenue)" | Should -Be '30.00'
        $rows[3].last | Should -Be ([datetime]'2026-01-01T12:00:07.5')
    }

    It 'applies the changes, or has none' {
        (Invoke-FlinkSql 'SELECT * FROM orders' -AsTable | Sort-Object region).orders | Should -Be 2, 1
        (Invoke-FlinkSql 'SELECT * FROM orders' -Bounded).RowKind | Should -Be 'INSERT', 'INSERT'
    }

    It 'runs files, and lines of files' {
        $file = Join-Path $TestDrive 'a.sql'
        Set-Content $file '-- a script', "SET 'a' = ';';", 'SELECT *', 'FROM orders;', 'SHOW TABLES'
        (Get-Item $file | Invoke-FlinkSql).Count | Should -Be 6
        (Get-Content $file | Invoke-FlinkSql).Count | Should -Be 6
    }

    It 'ends a query without end after the first rows' {
        (Invoke-FlinkSql 'SELECT * FROM endless' | Select-Object -First 3).n | Should -Be 0, 1, 2
        $gateway.Operations | Should -Be 0
        (Invoke-FlinkSql 'SELECT * FROM endless' -Timeout 300ms).Count | Should -BeGreaterThan 3
        $gateway.Operations | Should -Be 0
    }

    It 'tells where a script is wrong' {
        { Invoke-FlinkSql "SHOW TABLES;`nSELECT * FROM nosuch; SHOW TABLES" -ErrorAction Stop } | Should -Throw -ErrorId 'FlinkSqlFailed,*' -ExpectedMessage 'line 2, SELECT: From line 2, *nosuch*'
    }

    It 'closes sessions' {
        $other = New-FlinkSqlSession $gateway.Address
        Remove-FlinkSqlSession $other
        $gateway.Sessions | Should -Be 1
        { Invoke-FlinkSql 'SHOW TABLES' -SqlSession $other -ErrorAction Stop } | Should -Throw -ErrorId 'FlinkSqlSessionMissing,*'
    }
}
