'00:30 x 2', '00:40 y 1.5', '01:10 x 3' | ForEach-Object {
    $minute, $key, $n = -split $_
    [pscustomobject]@{ at = [datetime]::SpecifyKind("2001-01-01T00:$minute", 'Utc'); key = $key; n = [double]$n }
} | Start-FlinkStream -Time at -Window 1m -Key key -Aggregate ([ordered]@{ Sum = 'sum n'; Last = 'max at' })
