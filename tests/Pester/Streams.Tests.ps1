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

Describe 'A stream as a definition' {
    BeforeAll {
        $orders = Join-Path $TestDrive 'defined.csv'
        Set-Content $orders 'at,region,amount', '2026-01-01T00:00:01Z,north,10', '2026-01-01T00:00:02Z,south,20', '2026-01-01T00:00:03Z,north,30'
        $rows = Import-Csv $orders
    }

    It 'gives what the parameters of Start-FlinkStream give' {
        $long = New-FlinkStream orders | Add-FlinkSource $orders -Time at | Add-FlinkFilter { $_.amount -gt 10 } | Add-FlinkWindow 1m -Key region -Aggregate @{ Sum = 'sum amount' } | Start-FlinkStream
        $short = Start-FlinkStream -Path $orders -Time at -Where { $_.amount -gt 10 } -Window 1m -Key region -Aggregate @{ Sum = 'sum amount' }
        ($long | ConvertTo-Csv) | Should -Be ($short | ConvertTo-Csv)
        $long.Sum | Should -Be 30, 20
    }

    It 'brings files, the pipeline and a block together' {
        $stream = New-FlinkStream all | Add-FlinkSource $orders -Time at | Add-FlinkSource -Pipeline -Time at |
            Add-FlinkSource -Generator { [pscustomobject]@{ at = '2026-01-01T00:00:30Z' } } -Count 2 -Time at | Add-FlinkWindow 1m
        ($rows | Start-FlinkStream -Stream $stream).Count | Should -Be 8
    }

    It 'maps records by properties and by a block' {
        $stream = New-FlinkStream maps | Add-FlinkSource $orders | Add-FlinkMap -Property region, @{ twice = { $_.amount * 2 } } | Add-FlinkMap { $_; if ($_.twice -gt 50) { [pscustomobject]@{ region = 'more'; twice = 0 } } }
        $mapped = $stream | Start-FlinkStream
        $mapped.twice | Should -Be 20, 40, 60, 0
        $mapped.region | Should -Be 'north', 'south', 'north', 'more'
    }

    It 'has branches that come together again, and reads their source once' {
        $source = New-FlinkStream branches | Add-FlinkSource -Generator { $script:called++; [pscustomobject]@{ n = $_ } } -Count 4
        $even = $source | Add-FlinkFilter { $_.n % 2 -eq 0 } | Add-FlinkMap -Property n, @{ is = { 'even' } }
        $odd = $source | Add-FlinkFilter { $_.n % 2 -eq 1 } | Add-FlinkMap -Property n, @{ is = { 'odd' } }
        $script:called = 0
        $all = $even | Add-FlinkSource -Other $odd | Start-FlinkStream
        $all.is | Should -Be 'even', 'odd', 'even', 'odd'
        $script:called | Should -Be 4
    }

    It 'writes files, runs blocks, and takes late records apart' {
        $late, $hours = (Join-Path $TestDrive 'late.jsonl'), (Join-Path $TestDrive 'hours.csv')
        $stream = New-FlinkStream sinks | Add-FlinkSource -Pipeline -Time at | Add-FlinkWindow 1m | Add-FlinkSink $late -Side late | Add-FlinkSink $hours | Add-FlinkSink -Script { "fired $($_.Count)" }
        0, 120000, 1000, 121000 | ForEach-Object { [pscustomobject]@{ at = $_ } } | Start-FlinkStream -Stream $stream | Should -Be 'fired 1', 'fired 2'
        (Get-Content $late | ConvertFrom-Json).at | Should -Be 1000
        (Import-Csv $hours).Count | Should -Be 2
    }

    It 'is saved, read back, and the same' {
        $file = Join-Path $TestDrive 'stream.json'
        $stream = New-FlinkStream saved | Add-FlinkSource $orders -Time at -OutOfOrderness 5s -Schema @{ amount = 'Int64' } | Add-FlinkFilter { $_.amount -gt 5 } -Name large |
            Add-FlinkMap -Property *, @{ twice = { $_.amount * 2 } } | Add-FlinkWindow 1h -Slide 10m -Key region -Aggregate 'Big=sum twice where amount > 10' -Lateness 1m
        $null = $stream | Export-FlinkStream $file
        $read = Import-FlinkStream $file
        $read.Steps | Should -Be $stream.Steps
        ($read | Start-FlinkStream | ConvertTo-Csv) | Should -Be ($stream | Start-FlinkStream | ConvertTo-Csv)
        { $stream | Export-FlinkStream $file -ErrorAction Stop } | Should -Throw -ErrorId 'FileExists,*'
        Set-Content $file ((Get-Content $file -Raw).Replace('"outOfOrderness"', '"outOfOrder"'))
        { Import-FlinkStream $file -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidStream,*'
    }

    It 'shows its steps and a flowchart' {
        $stream = New-FlinkStream plan | Add-FlinkSource $orders -Time at | Add-FlinkFilter { $_.amount -gt 5 } | Add-FlinkFilter { Test-Path $_.region } | Add-FlinkWindow 1m -Key region
        $plan = $stream | Get-FlinkStreamPlan
        $plan.Runs | Should -Be 'built in', 'compiled', 'script', 'batches'
        $plan[3].Key | Should -Be 'region'
        $stream | Get-FlinkStreamPlan -Mermaid | Should -Match '(?s)^flowchart LR.*s0 --> s1.*s3 --> pipeline$'
    }

    It 'joins streams <Way>' -ForEach @(
        @{ Way = 'within a time'; Parameters = @{ Within = '2s' }; Expected = 'a1', 'b2' }
        @{ Way = 'between two times'; Parameters = @{ Before = '0s'; After = '2s' }; Expected = 'a1' }
        @{ Way = 'in windows, also those without partner'; Parameters = @{ Window = '1m'; Kind = 'Full' }; Expected = '3', 'a1', 'b2' }
        @{ Way = 'in sessions'; Parameters = @{ SessionGap = '5s' }; Expected = 'a1', 'b2' }
        @{ Way = 'as of their times'; Parameters = @{ AsOf = $true; Kind = 'Left' }; Expected = 'a', 'b2' }
    ) {
        $left = [pscustomobject]@{ at = 1000; id = 7; name = 'a' }, [pscustomobject]@{ at = 11000; id = 8; name = 'b' }
        $right = @{ at = 2000; key = '7'; n = 1 }, @{ at = 10000; key = '8'; n = 2 }, @{ at = 60500; key = '9'; n = 3 }
        $other = New-FlinkStream right | Add-FlinkSource -Generator { $right[$_] } -Count 3 -Time at
        $joined = $left | Start-FlinkStream -Stream (New-FlinkStream left | Add-FlinkSource -Pipeline -Time at | Add-FlinkJoin $other -Key id -OtherKey key @Parameters)
        ($joined | ForEach-Object { "$($_.name)$($_.n)" } | Sort-Object) | Should -Be $Expected
    }

    It 'has windows <Way>' -ForEach @(
        @{ Way = 'of so many records'; Parameters = @{ Count = 2 }; Expected = 3, 7 }
        @{ Way = 'of the last records'; Parameters = @{ Count = 3; CountSlide = 2 }; Expected = 3, 9 }
        @{ Way = 'of all records with a trigger'; Parameters = @{ Global = $true; Trigger = 'count 2' }; Expected = 3, 10 }
        @{ Way = 'that are emptied'; Parameters = @{ Global = $true; Trigger = 'count 2'; Purge = $true }; Expected = 3, 7 }
        @{ Way = 'that give a result at the end'; Parameters = @{ Global = $true; Trigger = 'end' }; Expected = 15 }
        @{ Way = 'that fire when a number has moved'; Parameters = @{ Global = $true; Trigger = 'delta 1.5 n' }; Expected = 6, 15 }
        @{ Way = 'that keep some records'; Parameters = @{ Global = $true; Trigger = 'count 2'; Keep = 'last 1' }; Expected = 2, 4 }
        @{ Way = 'that keep some records after the result'; Parameters = @{ Global = $true; Trigger = 'count 2'; Keep = 'last 1'; KeepAfter = $true }; Expected = 3, 9 }
        @{ Way = 'that keep what is near'; Parameters = @{ Global = $true; Trigger = 'count 2'; Keep = 'near 2 n' }; Expected = 3, 7 }
        @{ Way = 'with results as time goes on'; Parameters = @{ Window = '1m'; Trigger = 'every 20s' }; Expected = 15, 15, 15 }
        @{ Way = 'by the clock, which the end leaves open'; Parameters = @{ Window = '1h'; ProcessingTime = $true }; Expected = @() }
        @{ Way = 'by the clock with a trigger'; Parameters = @{ Window = '1h'; ProcessingTime = $true; Trigger = 'count 5' }; Expected = 15 }
    ) {
        $stream = New-FlinkStream windows | Add-FlinkSource -Generator { [pscustomobject]@{ at = $_ * 1000; n = $_ + 1 } } -Count 5 -Time at | Add-FlinkWindow @Parameters -Aggregate @{ Sum = 'sum n' }
        @(($stream | Start-FlinkStream).Sum) | Should -Be $Expected
        $file = Join-Path $TestDrive 'windows.json'
        $null = $stream | Export-FlinkStream $file -Force
        @((Import-FlinkStream $file | Start-FlinkStream).Sum) | Should -Be $Expected
    }

    It 'refuses windows that contradict themselves: <Why>' -ForEach @(
        @{ Why = 'two kinds'; Parameters = @{ Window = '1m'; Count = 2 } }
        @{ Why = 'no trigger'; Parameters = @{ Global = $true } }
        @{ Why = 'no such trigger'; Parameters = @{ Global = $true; Trigger = 'often' } }
        @{ Why = 'sessions cannot keep a number'; Parameters = @{ SessionGap = '1m'; Trigger = 'delta 1 n' } }
        @{ Why = 'nothing is late by the clock'; Parameters = @{ Window = '1m'; ProcessingTime = $true; Lateness = '1m' } }
    ) {
        { New-FlinkStream wrong | Add-FlinkSource -Generator { $_ } -Time at | Add-FlinkWindow @Parameters -ErrorAction Stop } | Should -Throw
    }

    It 'keeps the first records of a key, and one of each' {
        $values = @{ k = 'a'; n = 5 }, @{ k = 'b'; n = 1 }, @{ k = 'a'; n = 7 }, @{ k = 'a'; n = 6 }
        $source = New-FlinkStream top | Add-FlinkSource -Generator { $values[$_] } -Count 4
        $top = $source | Add-FlinkTop 2 -By n -Key k -Descending | Start-FlinkStream
        ($top | ForEach-Object { "$($_.RowKind) $($_.n)" }) | Should -Be 'INSERT 5', 'INSERT 1', 'INSERT 7', 'DELETE 5', 'INSERT 6'
        $final = $source | Add-FlinkTop 2 -By n -Key k -Descending -Rank -Final | Start-FlinkStream
        ($final | ForEach-Object { "$($_.k)$($_.n) $($_.Rank)" } | Sort-Object) | Should -Be 'a6 2', 'a7 1', 'b1 1'
        ($source | Add-FlinkDistinct k | Start-FlinkStream).n | Should -Be 5, 1
        (($source | Add-FlinkDistinct k -Last -Final | Start-FlinkStream).n | Sort-Object) | Should -Be 1, 6
    }

    It 'keeps state and timers by key in a block of one''s own' {
        $counted = New-FlinkStream counts | Add-FlinkSource -Pipeline | Add-FlinkProcess { $state.n++; [pscustomobject]@{ k = $_.k; n = $state.n } } -Key k
        ('a', 'b', 'a', 'a' | ForEach-Object { @{ k = $_ } } | Start-FlinkStream -Stream $counted | ForEach-Object { "$($_.k)$($_.n)" }) | Should -Be 'a1', 'b1', 'a2', 'a3'
        $beats = @('08:00:00 a', '08:00:10 b', '08:00:20 a', '08:01:30 b', '08:03:00 b') | ForEach-Object { $at, $id = -split $_; [pscustomobject]@{ at = "2026-01-01T${at}Z"; id = $id } }
        $silent = New-FlinkStream silent | Add-FlinkSource -Pipeline -Time at | Add-FlinkProcess -Key id {
            if ($state.due) { $context.ClearTimer($state.due) }
            $state.due = $context.SetTimerAfter('1m')
        } -OnTimer { [pscustomobject]@{ id = $context.Key; silentSince = $_.AddMinutes(-1).ToString('HH:mm:ss') } }
        ($beats | Start-FlinkStream -Stream $silent | ForEach-Object { "$($_.id) $($_.silentSince)" }) | Should -Be 'a 08:00:20', 'b 08:03:00'
    }

    It 'says what is wrong with it' {
        { New-FlinkStream none | Start-FlinkStream } | Should -Throw -ErrorId 'InvalidPlan,*'
        { New-FlinkStream none | Add-FlinkWindow 1m -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidPlan,*'
        { New-FlinkStream timeless | Add-FlinkSource $orders | Add-FlinkWindow 1m | Start-FlinkStream -ErrorAction Stop } | Should -Throw "*those of 'source' have none*"
        { New-FlinkStream twice | Add-FlinkSource $orders -Name a | Add-FlinkFilter { $true } -Name a -ErrorAction Stop } | Should -Throw "*a step 'a' already*"
        { $rows | Start-FlinkStream -Stream (New-FlinkStream deaf | Add-FlinkSource $orders) -ErrorAction Stop } | Should -Throw '*no source that takes them*'
        { New-FlinkStream eats | Add-FlinkSource $orders | Add-FlinkSink $orders | Start-FlinkStream -ErrorAction Stop } | Should -Throw -ErrorId 'LatePathIsInput,*'
        Get-Content $orders | Should -HaveCount 4
    }
}
