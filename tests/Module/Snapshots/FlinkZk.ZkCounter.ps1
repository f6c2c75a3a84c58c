1..41 | ForEach-Object { $null = Step-ZkCounter orders }
Step-ZkCounter orders
Step-ZkCounter billing -By -5
