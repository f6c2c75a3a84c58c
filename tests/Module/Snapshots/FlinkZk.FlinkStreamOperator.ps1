New-FlinkStream orders | Add-FlinkSource orders.csv -Time At | Add-FlinkFilter { $_.Amount -gt 5 } -Name large | Add-FlinkMap { $_; $_ } | Add-FlinkWindow 1h -Key Region | Add-FlinkSink late.jsonl -Side late |
    Get-FlinkStreamPlan
