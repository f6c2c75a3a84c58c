BeforeAll {
    $examples = Convert-Path "$PSScriptRoot/../../examples"
}

AfterAll {
    Get-ZkSession | Disconnect-Zk
}

Describe 'A stream' {
    It 'counts in event-time windows what comes down the pipeline' {
        $windows = 0..9 | ForEach-Object { [pscustomobject]@{ At = $_ * 1000; Kind = 'a' } } |
            Start-FlinkStream -Time At -Key Kind -Window 5s -Aggregate @{ Records = 'count' }
        $windows.Records | Should -Be 5, 5
    }

    It 'reads a CSV file as Import-Csv does' {
        $path = Join-Path $TestDrive 'orders.csv'
        Set-Content $path 'at,region,amount', '2026-01-01T00:00:01Z,north,10', '2026-01-01T00:00:02Z,south,20', '2026-01-01T00:00:03Z,north,30'
        $read = Start-FlinkStream -Path $path -Time at -Key region -Window 1m -Aggregate @{ Sum = 'sum amount' }
        $piped = Import-Csv $path | Start-FlinkStream -Time at -Key region -Window 1m -Aggregate @{ Sum = 'sum amount' }
        $read.Sum | Should -Be 40, 20
        $piped.Sum | Should -Be 40, 20
    }

    It 'computes <Form> of a window' -ForEach @(
        @{ Form = 'first n'; Expected = 3 }, @{ Form = 'last n'; Expected = 5 }, @{ Form = 'distinct n'; Expected = 3 }, @{ Form = 'approxdistinct n'; Expected = 3 },
        @{ Form = 'percentile 50 n'; Expected = 3 }, @{ Form = 'approxpercentile 50 n'; Expected = 3 }, @{ Form = 'variance n'; Expected = 3 }, @{ Form = 'count where n >= 3'; Expected = 3 },
        @{ Form = 'top 2 n'; Expected = 5, 3 }, @{ Form = 'collect n'; Expected = 1, 3, 3, 5 }
    ) {
        # The second one is earlier than the first.
        $rows = @{ At = 20; n = 1 }, @{ At = 10; n = 3 }, @{ At = 30; n = '3' }, @{ At = 40; n = 5 }
        $window = $rows | ForEach-Object { [pscustomobject]$_ } | Start-FlinkStream -Time At -OutOfOrderness 1s -Window 1m -Aggregate @{ It = $Form }
        if ($Form -eq 'variance n') { $window.It | Should -BeGreaterThan 2.6 } else { $window.It | Should -Be $Expected }
    }

    It 'gives the result of an open window so far' {
        $windows = 1, 4, 11, 25 | ForEach-Object { [pscustomobject]@{ At = $_ * 1000 } } | Start-FlinkStream -Time At -Window 1m -EmitEvery 10s -Aggregate @{ Records = 'count' }
        # The record that moves time past 10 s is in its window by then.
        $windows.Records | Should -Be 3, 4, 4, 4, 4, 4
    }

    It 'takes the lines of a log apart' {
        $pattern = '^(?<time>\S+) \[(?<thread>.+?)\] (?<level>[A-Z]+) (?<logger>\S+) - (?<message>.*)$'
        $warnings = Start-FlinkStream -Path "$examples/data/zookeeper.log" -Pattern $pattern -Where { $_.level -eq 'WARN' }
        $warnings | Should -Not -BeNullOrEmpty
        $warnings.level | Select-Object -Unique | Should -Be 'WARN'
    }

    It 'goes by the configuration of its job, and says which revision it was' {
        Connect-Zk -Embedded | Out-Null
        Set-ZkConfig -Job orders @{ threshold = 15 }
        $result = 10, 20, 30 | ForEach-Object { [pscustomobject]@{ At = $_; Amount = $_ } } |
            Start-FlinkStream -Time At -Job orders -Window 1m -Where { $_.Amount -gt $config.threshold } -Aggregate @{ Records = 'count' }
        $result.Records | Should -Be 2
        $result.Revision | Should -Be 1
    }

    It 'puts what comes too late where it is wanted' {
        $late = $null
        0, 120000, 1000 | ForEach-Object { [pscustomobject]@{ At = $_ } } | Start-FlinkStream -Time At -Window 1m -Aggregate @{ Records = 'count' } -LateVariable late | Out-Null
        $late | Should -HaveCount 1
        $late[0].Record.At | Should -Be 1000
    }

    It 'skips a record that it cannot read, tells it, and goes on' {
        $problem = $null
        $windows = '2026-01-01T00:00:01Z', 'rubbish', '2026-01-01T00:00:02Z' | ForEach-Object { [pscustomobject]@{ At = $_ } } |
            Start-FlinkStream -Time At -Window 1m -Aggregate @{ Records = 'count' } -ErrorAction SilentlyContinue -ErrorVariable problem
        $windows.Records | Should -Be 2
        $problem | Should -HaveCount 1
    }

    It 'ends where the pipeline has enough' {
        Start-FlinkStream -Path "$examples/data/flights.csv" -Time date -OutOfOrderness 30m -Window 1h -Aggregate @{ Flights = 'count' } -WarningAction Ignore |
            Select-Object -First 2 | Should -HaveCount 2
    }
}

Describe 'The windows of a stream' {
    It 'are sessions of activity where a gap is given' {
        $windows = 0, 1000, 2000, 60000 | ForEach-Object { [pscustomobject]@{ At = $_ } } | Start-FlinkStream -Time At -SessionGap 10s -Aggregate @{ Records = 'count' }
        $windows.Records | Should -Be 3, 1
    }
}
