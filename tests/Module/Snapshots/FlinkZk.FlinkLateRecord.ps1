$null = '00:30', '09:00', '00:40' | ForEach-Object { [pscustomobject]@{ at = "2001-01-01T00:$($_)Z"; n = 1 } } |
    Start-FlinkStream -Time at -Window 1m -Aggregate count -LateVariable late
$late
