New-FlinkStream orders | Add-FlinkSource orders.csv, more.jsonl -Time At -OutOfOrderness 5s | Add-FlinkFilter { $_.Amount -gt 5 -and $_.Region -ne 'nowhere' } -Name large |
    Add-FlinkMap -Property *, @{ Eur = { $_.Amount * 0.9 } } | Add-FlinkWindow 1h -Slide 10m -Key Region -Aggregate 'Orders=count', 'Revenue=sum Eur' | Add-FlinkSink late.jsonl -Side late | Add-FlinkSink hours.csv
